//! PDFs: read to their end, refused with programs, actions that start something, or files inside, and written anew from
//! what was read. Whatever our reader has not understood, another reader will not find.

use std::cell::Cell;
use std::collections::HashSet;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};
use shared::documents::DocumentFault;

/// The most that one stream of the file's own structure may unpack to.
const MAX_UNPACKED: usize = 4 * 1024 * 1024;
/// The most that all streams with objects of a file may unpack to: in memory, objects take some ten times as much.
const MAX_OBJECTS_UNPACKED: usize = 16 * 1024 * 1024;
/// How often a file may have been continued: each time has a table of contents of its own.
const MAX_PARTS: usize = 200;
/// How deep arrays and dictionaries may lie in one another.
const MAX_DEPTH: usize = 64;

/// Keys whose presence is a program: of actions, forms made of programs, pages that run something.
const PROGRAMS: [&[u8]; 5] = [b"JS", b"JavaScript", b"XFA", b"RichMediaContent", b"OnInstantiate"];
/// What an action (`S`) must not do: run or send something, open a file of the reader's or another machine.
const ACTIONS: [&[u8]; 8] = [
    b"JavaScript",
    b"Launch",
    b"ImportData",
    b"SubmitForm",
    b"Rendition",
    b"RichMediaExecute",
    b"GoToR",
    b"Thread",
];
/// Keys whose presence is a file inside; what a collection (portfolio) shows are such files.
const FILES: [&[u8]; 4] = [b"EmbeddedFiles", b"EmbeddedFile", b"EF", b"Collection"];
/// What stays of the entries at the end of a file.
const TRAILER: [&[u8]; 3] = [b"Root", b"Info", b"ID"];

thread_local! {
    /// What the objects of the file that this thread reads may still unpack to.
    static LEFT: Cell<usize> = const { Cell::new(0) };
}

/// A PDF that staff can open without harm, written anew.
///
/// # Errors
///
/// What is wrong with it.
pub(super) fn rewrite(file: &[u8]) -> Result<Vec<u8>, DocumentFault> {
    if mentions(file, b"Prev") > MAX_PARTS {
        return Err(DocumentFault::Damaged);
    }
    let mut document = match load(file, false)? {
        document if document.get_pages().is_empty() => load(file, true)?,
        document => document,
    };
    if document.get_pages().is_empty() {
        return Err(DocumentFault::Damaged);
    }
    document.trailer =
        TRAILER.iter().filter_map(|key| Some((*key, document.trailer.get(key).ok()?.clone()))).collect();
    let known: HashSet<ObjectId> = document.objects.keys().copied().collect();
    document.traverse_objects(|object| {
        // a number that nothing bears may be given to something else
        if matches!(object, Object::Reference(id) if !known.contains(id)) {
            *object = Object::Null;
        }
    });
    document.prune_objects();
    document.renumber_objects();
    for object in document.objects.values() {
        harmless(&document, object, 0)?;
    }
    dictionary(&document, &document.trailer, 0)?;
    let mut written = Vec::with_capacity(file.len());
    document.save_to(&mut written).map_err(|_| DocumentFault::Damaged)?;
    Ok(written)
}

fn load(file: &[u8], force_reconstruct: bool) -> Result<Document, DocumentFault> {
    LEFT.set(MAX_OBJECTS_UNPACKED);
    // of what is encrypted the library shows us no object before what is packed in it is taken out
    let packed = mentions(file, b"ObjStm").saturating_mul(MAX_UNPACKED);
    if mentions(file, b"Encrypt") > 0 && packed > MAX_OBJECTS_UNPACKED {
        return Err(DocumentFault::PdfLocked);
    }
    let options = LoadOptions {
        filter: Some(within_limits),
        max_decompressed_size: Some(MAX_UNPACKED),
        force_reconstruct,
        ..LoadOptions::default()
    };
    let mut document = Document::load_mem_with_options(file, options).map_err(|error| match error {
        lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) => DocumentFault::PdfLocked,
        _ => DocumentFault::Damaged,
    })?;
    if LEFT.get() == 0 {
        return Err(DocumentFault::Damaged);
    }
    // one that opens without a password, and only forbids to print or to change, is kept open
    document.encryption_state = None;
    if document.trailer.has(b"Encrypt") { Err(DocumentFault::PdfLocked) } else { Ok(document) }
}

/// Sees each object before what is packed in it is taken out.
fn within_limits(id: ObjectId, object: &mut Object) -> Option<(ObjectId, Object)> {
    if let Object::Stream(stream) = object
        && stream.dict.has_type(b"ObjStm")
    {
        // of one that does not unpack nothing is taken out
        let unpacked =
            stream.get_plain_content_with_limit(MAX_UNPACKED).map_or(MAX_UNPACKED, |text| text.len());
        LEFT.set(LEFT.get().saturating_sub(unpacked));
    }
    (LEFT.get() > 0).then(|| (id, object.clone()))
}

/// How often a name stands in a file, at most; its letters may be written in numbers.
fn mentions(file: &[u8], name: &[u8]) -> usize {
    let named = |rest: &[u8]| {
        let mut rest = rest;
        name.iter().all(|letter| match rest {
            [b'#', high, low, after @ ..] => {
                rest = after;
                let digit = |digit: u8| char::from(digit).to_digit(16);
                digit(*high).zip(digit(*low)).is_some_and(|(high, low)| high * 16 + low == u32::from(*letter))
            }
            [plain, after @ ..] => {
                rest = after;
                plain == letter
            }
            [] => false,
        })
    };
    file.iter().enumerate().filter(|(at, byte)| **byte == b'/' && named(&file[at + 1..])).count()
}

fn harmless(document: &Document, object: &Object, depth: usize) -> Result<(), DocumentFault> {
    if depth > MAX_DEPTH {
        return Err(DocumentFault::Damaged);
    }
    match object {
        Object::Array(entries) => entries.iter().try_for_each(|entry| harmless(document, entry, depth + 1)),
        Object::Dictionary(entries) => dictionary(document, entries, depth + 1),
        Object::Stream(stream) => dictionary(document, &stream.dict, depth + 1),
        _ => Ok(()),
    }
}

fn dictionary(document: &Document, entries: &Dictionary, depth: usize) -> Result<(), DocumentFault> {
    for (key, value) in entries {
        if PROGRAMS.contains(&key.as_slice()) {
            return Err(DocumentFault::PdfWithScript);
        }
        if FILES.contains(&key.as_slice()) {
            return Err(DocumentFault::PdfWithFiles);
        }
        // a name may stand in an object of its own
        if let Ok((_, Object::Name(name))) = document.dereference(value) {
            match key.as_slice() {
                b"S" if ACTIONS.contains(&name.as_slice()) => return Err(DocumentFault::PdfWithScript),
                b"S" if name == b"GoToE" => return Err(DocumentFault::PdfWithFiles),
                b"Subtype" if name == b"FileAttachment" => return Err(DocumentFault::PdfWithFiles),
                b"Type" if name == b"EmbeddedFile" => return Err(DocumentFault::PdfWithFiles),
                _ => {}
            }
        }
        harmless(document, value, depth)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use lopdf::{EncryptionState, EncryptionVersion, Permissions, Stream, dictionary};

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
            assert_eq!(rewrite(&pdf(&more)).map(drop), expected, "{more:?}");
        }
    }

    #[test]
    fn names_written_in_numbers_are_read() {
        let file = pdf(&dictionary! { "OpenAction" => dictionary! { "S" => "JavaXcript" } });
        let text = String::from_utf8_lossy(&file).replace("JavaXcript", "Java#53cript");
        // longer than before: the table of contents no longer fits, as in many a file, and is made anew
        assert_eq!(rewrite(text.as_bytes()), Err(DocumentFault::PdfWithScript));
    }

    #[test]
    fn what_cannot_be_read_is_damaged() {
        let file = pdf(&Dictionary::new());
        for broken in [&b"%PDF-1.7"[..], &file[..40], b"%PDF-1.7\n<script>alert(1)</script>"] {
            assert_eq!(rewrite(broken), Err(DocumentFault::Damaged), "{}", String::from_utf8_lossy(broken));
        }
    }

    #[test]
    fn what_was_not_understood_is_not_kept() {
        let packed = Stream::new(
            dictionary! { "Filter" => "Fl", "N" => 1, "First" => 4 },
            b"9 0 <</S/JavaScript>>".to_vec(),
        );
        for kind in [None, Some("ObjStm")] {
            let mut packed = packed.clone();
            if let Some(kind) = kind {
                packed.dict.set("Type", kind);
            }
            let mut document =
                Document::load_mem(&pdf(&dictionary! { "OpenAction" => Object::Reference((9, 0)) })).unwrap();
            document.objects.insert((8, 0), Object::Stream(packed));
            document.max_id = 8;
            let mut file = Vec::new();
            document.save_to(&mut file).unwrap();
            file.extend(b"\n9 0 obj\n<</S/JavaScript>>\nendobj\n");
            let kept = rewrite(&file).unwrap();
            assert!(!kept.windows(10).any(|window| window == b"JavaScript"), "{kind:?}");
            assert_eq!(Document::load_mem(&kept).unwrap().get_pages().len(), 1);
            rewrite(&kept).unwrap();
        }
    }

    #[test]
    fn names_in_objects_of_their_own_are_read() {
        let mut document = Document::load_mem(&pdf(&Dictionary::new())).unwrap();
        let name = document.add_object(Object::Name(b"JavaScript".to_vec()));
        let root = document.trailer.get(b"Root").and_then(Object::as_reference).unwrap();
        let catalogue = document.get_object_mut(root).and_then(Object::as_dict_mut).unwrap();
        catalogue.set("OpenAction", dictionary! { "S" => name });
        let mut file = Vec::new();
        document.save_to(&mut file).unwrap();
        assert_eq!(rewrite(&file), Err(DocumentFault::PdfWithScript));
    }

    #[test]
    fn only_those_that_open_without_a_password_are_read() {
        for (password, expected) in [("", Ok(())), ("secret", Err(DocumentFault::PdfLocked))] {
            let mut document = Document::load_mem(&pdf(&Dictionary::new())).unwrap();
            let id = Object::string_literal("an id of its own");
            document.trailer.set("ID", vec![id.clone(), id]);
            let version = EncryptionVersion::V2 {
                document: &document,
                owner_password: "of the office",
                user_password: password,
                key_length: 128,
                permissions: Permissions::PRINTABLE,
            };
            let state = EncryptionState::try_from(version).unwrap();
            document.encrypt(&state).unwrap();
            let mut file = Vec::new();
            document.save_to(&mut file).unwrap();
            let kept = rewrite(&file);
            assert_eq!(kept.clone().map(drop), expected, "{password:?}");
            assert!(kept.is_err() || mentions(&kept.unwrap(), b"Encrypt") == 0);
        }
    }

    #[test]
    fn little_files_stay_little_in_memory() {
        let bomb = |length: usize| {
            let mut objects = b"1 0 ".to_vec();
            objects.resize(length, b'0');
            let mut stream = Stream::new(dictionary! { "Type" => "ObjStm", "N" => 1, "First" => 4 }, objects);
            stream.compress().unwrap();
            stream
        };
        for (length, streams) in [(MAX_UNPACKED + 1, 1), (MAX_UNPACKED - 1, 6)] {
            let mut document = Document::load_mem(&pdf(&Dictionary::new())).unwrap();
            for _ in 0..streams {
                document.add_object(bomb(length));
            }
            let mut file = Vec::new();
            write_all(&mut document, &mut file);
            assert!(file.len() < 100_000, "{}", file.len());
            assert_eq!(rewrite(&file), Err(DocumentFault::Damaged), "{length} {streams}");
        }
        let parts = "/Prev 9 /P#72e#76 9 ".repeat(MAX_PARTS / 2 + 1);
        assert_eq!(rewrite(parts.as_bytes()), Err(DocumentFault::Damaged));
        assert_eq!(mentions(b"/Prev /P#72ev /Pre /P#7 /Preview", b"Prev"), 3);
    }

    /// As the library saves, which leaves out what it would pack itself.
    fn write_all(document: &mut Document, file: &mut Vec<u8>) {
        for object in document.objects.values_mut() {
            if let Object::Stream(stream) = object
                && stream.dict.has_type(b"ObjStm")
            {
                stream.dict.set("Type", "ObjXtm");
            }
        }
        document.save_to(file).unwrap();
        let places: Vec<usize> = (0..file.len()).filter(|at| file[*at..].starts_with(b"ObjXtm")).collect();
        for at in places {
            file[at + 3] = b'S';
        }
    }
}
