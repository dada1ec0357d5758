//! Files that families send, good and bad, made by hand: what they are can be read here.

use std::fmt::Write as _;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// A PDF of one empty page.
#[must_use]
pub fn pdf() -> Vec<u8> {
    pdf_with("")
}

/// Whether a file is [`pdf`], written anew: the same page, in other bytes.
#[must_use]
pub fn is_pdf(file: &[u8]) -> bool {
    let text: String = String::from_utf8_lossy(file).split_ascii_whitespace().collect();
    text.starts_with("%PDF-1.7") && text.contains("/MediaBox[00200200]") && text.ends_with("%%EOF")
}

/// A PDF of one empty page, with more entries in its catalogue.
#[must_use]
pub fn pdf_with(entries: &str) -> Vec<u8> {
    let catalogue = format!("<< /Type /Catalog /Pages 2 0 R {entries} >>");
    pdf_of(&[catalogue.into_bytes(), PAGES.to_vec(), page("")])
}

/// A PDF whose page is drawn by so many bytes that do not pack.
#[must_use]
pub fn heavy_pdf(bytes: usize) -> Vec<u8> {
    let mut noise = 1_u32;
    let content = std::iter::repeat_with(|| {
        noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        noise.to_be_bytes()[0]
    });
    let content = stream("", &content.take(bytes).collect::<Vec<_>>());
    pdf_of(&[CATALOGUE.to_vec(), PAGES.to_vec(), page("/Contents 4 0 R"), content])
}

/// A PDF of a few hundred kilobytes whose packed objects take half a gigabyte.
#[must_use]
pub fn pdf_bomb() -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
    let blanks = vec![b' '; 1_000_000];
    for _ in 0..64 {
        packed.write_all(&blanks).unwrap();
    }
    let packed = stream("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", &packed.finish().unwrap());
    let mut objects = vec![CATALOGUE.to_vec(), PAGES.to_vec(), page("")];
    objects.extend(vec![packed; 8]);
    pdf_of(&objects)
}

/// A zip of 100 kB with a file of 100 MB.
#[must_use]
pub fn zip_bomb() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("facture.pdf", zip::write::SimpleFileOptions::default()).unwrap();
    let nothing = vec![0; 1_000_000];
    for _ in 0..100 {
        zip.write_all(&nothing).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const CATALOGUE: &[u8] = b"<< /Type /Catalog /Pages 2 0 R >>";
const PAGES: &[u8] = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>";

fn page(entries: &str) -> Vec<u8> {
    format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] {entries} >>").into_bytes()
}

fn stream(entries: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<< /Length {} {entries} >>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// Objects, numbered from 1, the first the catalogue.
fn pdf_of(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (index, object) in objects.iter().enumerate() {
        writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
        file.extend(format!("{} 0 obj\n", index + 1).into_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.extend(table.into_bytes());
    file.extend(format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n").into_bytes());
    file
}

/// A grey PNG, with a comment in it.
#[must_use]
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::fast());
    let line = vec![0x7f; width as usize + 1].into_iter().enumerate();
    // each line begins with the number of its filter, none
    let line: Vec<u8> = line.map(|(at, grey)| if at == 0 { 0 } else { grey }).collect();
    for _ in 0..height {
        pixels.write_all(&line).unwrap();
    }
    png_of(width, height, &pixels.finish().unwrap())
}

/// A PNG of 20 kB that says it has 900 million points.
#[must_use]
pub fn bomb() -> Vec<u8> {
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::best());
    let nothing = vec![0; 100_000];
    for _ in 0..200 {
        pixels.write_all(&nothing).unwrap();
    }
    png_of(30_000, 30_000, &pixels.finish().unwrap())
}

fn png_of(width: u32, height: u32, pixels: &[u8]) -> Vec<u8> {
    let mut file = b"\x89PNG\r\n\x1a\n".to_vec();
    let size = [width.to_be_bytes(), height.to_be_bytes()].concat();
    // eight bits of grey
    chunk(&mut file, *b"IHDR", &[&size[..], &[8, 0, 0, 0, 0]].concat());
    chunk(&mut file, *b"tEXt", b"Comment\0SECRET PLACE");
    chunk(&mut file, *b"IDAT", pixels);
    chunk(&mut file, *b"IEND", &[]);
    file
}

fn chunk(file: &mut Vec<u8>, kind: [u8; 4], content: &[u8]) {
    file.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
    let mut sum = flate2::Crc::new();
    sum.update(&kind);
    sum.update(content);
    file.extend(kind);
    file.extend(content);
    file.extend(sum.sum().to_be_bytes());
}

/// The smallest photo there is: one grey point in JPEG, with a note of the camera.
#[must_use]
pub fn jpeg() -> Vec<u8> {
    let mut file = vec![0xff, 0xd8];
    let mut segment = |marker: u8, content: &[u8]| {
        let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
        file.extend([0xff, marker]);
        file.extend(length);
        file.extend(content);
    };
    segment(0xe1, b"Exif\0\0MM\0\x2a\0\0\0\x08\0\0\0\0\0\0SECRET PLACE");
    segment(0xdb, &[&[0][..], &[1; 64]].concat());
    segment(0xc0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]);
    // one code of one bit, for “nothing changes”, in both tables
    let one_code = |class: u8| [&[class, 1][..], &[0; 15], &[0]].concat();
    segment(0xc4, &one_code(0x00));
    segment(0xc4, &one_code(0x10));
    segment(0xda, &[1, 1, 0, 0, 63, 0]);
    // two bits of picture, the rest filled up
    file.extend([0x3f, 0xff, 0xd9]);
    file
}

/// What a photo of an iPhone begins with.
#[must_use]
pub fn heic() -> Vec<u8> {
    let mut file = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec();
    file.extend([0; 500]);
    file
}
