//! PDFs: read to their end, refused with programs, actions that start something, or files inside.

use lopdf::{Dictionary, Document, LoadOptions, Object};
use shared::documents::DocumentFault;

/// The most that one stream of the file's own structure may unpack to.
const MAX_UNPACKED: usize = 64 * 1024 * 1024;
/// How deep arrays and dictionaries may lie in one another.
const MAX_DEPTH: usize = 64;

/// Keys whose presence is a program: of actions, forms made of programs, pages that run something.
const PROGRAMS: [&[u8]; 4] = [b"JS", b"JavaScript", b"XFA", b"RichMediaContent"];
/// What an action (`S`) must not do.
const ACTIONS: [&[u8]; 6] =
    [b"JavaScript", b"Launch", b"ImportData", b"SubmitForm", b"Rendition", b"RichMediaExecute"];
/// Keys whose presence is a file inside; what a collection (portfolio) shows are such files.
const FILES: [&[u8]; 4] = [b"EmbeddedFiles", b"EmbeddedFile", b"EF", b"Collection"];
/// Found anywhere in the file, also where its own table of contents does not lead.
const ANYWHERE: [&[u8]; 2] = [b"/JavaScript", b"/Launch"];

/// Whether a PDF is one that staff can open without harm.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn check(file: &[u8]) -> Result<(), DocumentFault> {
    let options = LoadOptions { max_decompressed_size: Some(MAX_UNPACKED), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(file, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => DocumentFault::PdfLocked,
        _ => DocumentFault::Damaged,
    })?;
    if document.is_encrypted() {
        return Err(DocumentFault::PdfLocked);
    }
    if document.get_pages().is_empty() {
        return Err(DocumentFault::Damaged);
    }
    for object in document.objects.values() {
        harmless(object, 0)?;
    }
    dictionary(&document.trailer, 0)?;
    let hidden = ANYWHERE.iter().any(|word| file.windows(word.len()).any(|window| window == *word));
    if hidden { Err(DocumentFault::PdfWithScript) } else { Ok(()) }
}

fn harmless(object: &Object, depth: usize) -> Result<(), DocumentFault> {
    if depth > MAX_DEPTH {
        return Err(DocumentFault::Damaged);
    }
    match object {
        Object::Array(entries) => entries.iter().try_for_each(|entry| harmless(entry, depth + 1)),
        Object::Dictionary(entries) => dictionary(entries, depth + 1),
        Object::Stream(stream) => dictionary(&stream.dict, depth + 1),
        _ => Ok(()),
    }
}

fn dictionary(entries: &Dictionary, depth: usize) -> Result<(), DocumentFault> {
    for (key, value) in entries {
        if PROGRAMS.contains(&key.as_slice()) {
            return Err(DocumentFault::PdfWithScript);
        }
        if FILES.contains(&key.as_slice()) {
            return Err(DocumentFault::PdfWithFiles);
        }
        if let Object::Name(name) = value {
            match key.as_slice() {
                b"S" if ACTIONS.contains(&name.as_slice()) => return Err(DocumentFault::PdfWithScript),
                b"S" if name == b"GoToE" => return Err(DocumentFault::PdfWithFiles),
                b"Subtype" if name == b"FileAttachment" => return Err(DocumentFault::PdfWithFiles),
                b"Type" if name == b"EmbeddedFile" => return Err(DocumentFault::PdfWithFiles),
                _ => {}
            }
        }
        harmless(value, depth)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use lopdf::dictionary;

    use super::*;

    /// A PDF of one page, with more entries in its catalogue.
    fn pdf(more: &Dictionary) -> Vec<u8> {
        let mut document = Document::with_version("1.7");
        let pages = document.new_object_id();
        let page = document.add_object(dictionary! { "Type" => "Page", "Parent" => pages });
        let tree = dictionary! { "Type" => "Pages", "Kids" => vec![page.into()], "Count" => 1 };
        document.objects.insert(pages, Object::Dictionary(tree));
        let mut catalogue = dictionary! { "Type" => "Catalog", "Pages" => pages };
        catalogue.extend(more);
        let root = document.add_object(catalogue);
        document.trailer.set("Root", root);
        let mut written = Vec::new();
        document.save_to(&mut written).unwrap();
        written
    }

    #[test]
    fn plain_ones_pass_and_programs_do_not() {
        let action = |kind: &str| dictionary! { "OpenAction" => dictionary! { "S" => kind } };
        for (more, expected) in [
            (Dictionary::new(), Ok(())),
            (action("GoTo"), Ok(())),
            (action("URI"), Ok(())),
            (action("JavaScript"), Err(DocumentFault::PdfWithScript)),
            (action("Launch"), Err(DocumentFault::PdfWithScript)),
            (
                dictionary! { "AA" => dictionary! { "O" => dictionary! { "JS" => 1 } } },
                Err(DocumentFault::PdfWithScript),
            ),
            (dictionary! { "AcroForm" => dictionary! { "XFA" => 1 } }, Err(DocumentFault::PdfWithScript)),
            (
                dictionary! { "Names" => dictionary! { "EmbeddedFiles" => 1 } },
                Err(DocumentFault::PdfWithFiles),
            ),
        ] {
            assert_eq!(check(&pdf(&more)), expected, "{more:?}");
        }
    }

    #[test]
    fn names_written_in_numbers_are_read() {
        let file = pdf(&dictionary! { "OpenAction" => dictionary! { "S" => "JavaXcript" } });
        let text = String::from_utf8_lossy(&file).replace("JavaXcript", "Java#53cript");
        // longer than before: the table of contents no longer fits, as in many a file, and is made anew
        assert_eq!(check(text.as_bytes()), Err(DocumentFault::PdfWithScript));
    }

    #[test]
    fn what_cannot_be_read_is_damaged() {
        let file = pdf(&Dictionary::new());
        for broken in [&b"%PDF-1.7"[..], &file[..40], b"%PDF-1.7\n<script>alert(1)</script>"] {
            assert_eq!(check(broken), Err(DocumentFault::Damaged), "{}", String::from_utf8_lossy(broken));
        }
    }
}
