//! Pictures: opened within limits, turned upright, and drawn anew, so that nothing of the camera's notes (place, time,
//! device) and nothing hidden behind the picture stays.

use std::io::Cursor;

use actix_web::web::Bytes;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits, RgbImage};
use shared::documents::{DocumentFault, DocumentFormat};

use super::{Kept, unusable};
use crate::error::Error;

/// How well photos are drawn anew: a text on a photo stays easy to read.
const JPEG_QUALITY: u8 = 85;
/// Bytes of one point while it is looked at.
const BYTES_PER_POINT: u64 = 4;
/// The longest side accepted, in points: that of a scanned scroll.
const LONGEST_SIDE: u32 = 20_000;

/// Draws a picture anew. Photos in `WebP` become JPEG, which every browser and printer of the staff knows; so does a PNG
/// that would be larger than what is kept.
///
/// # Errors
///
/// [`Error::DocumentUnusable`]: too many points, or damaged.
pub(super) fn redraw(
    file: &Bytes,
    format: DocumentFormat,
    max_megapixels: u32,
    limit_bytes: usize,
) -> Result<Kept, Error> {
    let too_many = || Error::DocumentUnusable {
        reason: DocumentFault::TooManyPixels,
        param: Some(("max_megapixels", max_megapixels.into())),
    };
    let damaged = |error: ImageError| match error {
        ImageError::Limits(_) => too_many(),
        _ => unusable(DocumentFault::Damaged),
    };
    let points = u64::from(max_megapixels) * 1_000_000;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    // twice: some decoders need as much beside the picture
    limits.max_alloc = Some(2 * points * BYTES_PER_POINT);
    let mut reader = ImageReader::with_format(Cursor::new(&file[..]), image_format(format));
    reader.limits(limits.clone());
    let mut decoder = reader.into_decoder().map_err(damaged)?;
    let (width, height) = decoder.dimensions();
    // points of more than four bytes count for more
    let too_heavy = decoder.total_bytes() > points * BYTES_PER_POINT;
    if too_heavy || u64::from(width) * u64::from(height) > points {
        return Err(too_many());
    }
    limits.reserve(decoder.total_bytes()).map_err(damaged)?;
    let orientation = decoder.orientation().map_err(damaged)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(damaged)?;
    picture.apply_orientation(orientation);
    let mut drawn = Cursor::new(Vec::new());
    if format == DocumentFormat::Png {
        picture.write_to(&mut drawn, ImageFormat::Png).map_err(Error::internal)?;
    }
    let format = if (1..=limit_bytes).contains(&drawn.get_ref().len()) {
        DocumentFormat::Png
    } else {
        drawn = Cursor::new(Vec::new());
        let encoder = JpegEncoder::new_with_quality(&mut drawn, JPEG_QUALITY);
        on_white(picture).write_with_encoder(encoder).map_err(Error::internal)?;
        DocumentFormat::Jpeg
    };
    Ok(Kept { content: drawn.into_inner().into(), format })
}

fn image_format(format: DocumentFormat) -> ImageFormat {
    match format {
        DocumentFormat::Png => ImageFormat::Png,
        DocumentFormat::Webp => ImageFormat::WebP,
        DocumentFormat::Jpeg | DocumentFormat::Pdf => ImageFormat::Jpeg,
    }
}

/// Without transparency, which JPEG does not know: on paper.
fn on_white(picture: DynamicImage) -> RgbImage {
    if !picture.color().has_alpha() {
        return picture.into_rgb8();
    }
    let picture = picture.into_rgba8();
    let mut paper = RgbImage::new(picture.width(), picture.height());
    for (point, on_paper) in picture.pixels().zip(paper.pixels_mut()) {
        let [red, green, blue, alpha] = point.0.map(u16::from);
        let mixed = [red, green, blue].map(|colour| (colour * alpha + 255 * (255 - alpha)) / 255);
        on_paper.0 = mixed.map(|colour| u8::try_from(colour).unwrap_or(u8::MAX));
    }
    paper
}

#[cfg(test)]
mod tests {
    use image::{Rgb, Rgba, RgbaImage};

    use super::*;

    const LIMIT: usize = 15_000_000;

    /// Red at the left, blue at the right, 40 by 20.
    fn jpeg(exif: &[u8]) -> Bytes {
        let picture =
            RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) });
        let mut drawn = Vec::new();
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut drawn, 95)).unwrap();
        if !exif.is_empty() {
            let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
            let marker = [&[0xff, 0xe1][..], &length, exif].concat();
            drawn.splice(2..2, marker);
        }
        drawn.into()
    }

    /// What a camera writes: turn by 90° clockwise, and a comment that tells too much.
    fn turned() -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"48.85N 2.35E SECRET");
        exif
    }

    #[test]
    fn photos_are_upright_and_tell_nothing_else() {
        let sent = jpeg(&turned());
        assert!(sent.windows(6).any(|window| window == b"SECRET"));
        let kept = redraw(&sent, DocumentFormat::Jpeg, 1, LIMIT).unwrap();
        assert_eq!(kept.format, DocumentFormat::Jpeg);
        assert!(!kept.content.windows(6).any(|window| window == b"SECRET"));
        let drawn = image::load_from_memory(&kept.content).unwrap().into_rgb8();
        assert_eq!(drawn.dimensions(), (20, 40), "it was turned");
        assert!(drawn.get_pixel(10, 5).0[0] > 200 && drawn.get_pixel(10, 35).0[2] > 200, "left is up now");
    }

    #[test]
    fn transparency_becomes_paper() {
        let mut drawn = Cursor::new(Vec::new());
        RgbaImage::from_pixel(4, 4, Rgba([0, 0, 0, 0])).write_to(&mut drawn, ImageFormat::WebP).unwrap();
        let kept = redraw(&drawn.into_inner().into(), DocumentFormat::Webp, 1, LIMIT).unwrap();
        assert_eq!(kept.format, DocumentFormat::Jpeg);
        assert!(image::load_from_memory(&kept.content).unwrap().into_rgb8().get_pixel(1, 1).0[0] > 250);
    }

    #[test]
    fn too_many_points_are_refused_before_they_are_drawn() {
        let mut drawn = Cursor::new(Vec::new());
        image::GrayImage::new(1_500, 1_000).write_to(&mut drawn, ImageFormat::Png).unwrap();
        let sent: Bytes = drawn.into_inner().into();
        assert!(sent.len() < 20_000, "a small file");
        let refused = redraw(&sent, DocumentFormat::Png, 1, LIMIT).unwrap_err();
        assert!(
            matches!(refused, Error::DocumentUnusable { reason: DocumentFault::TooManyPixels, .. }),
            "{refused}"
        );
        assert!(redraw(&sent, DocumentFormat::Png, 2, LIMIT).is_ok());
    }

    #[test]
    fn half_a_photo_is_damaged() {
        let sent = jpeg(&[]);
        for broken in [sent.slice(..20), Bytes::from_static(b"\xff\xd8\xff<script>")] {
            let refused = redraw(&broken, DocumentFormat::Jpeg, 1, LIMIT).unwrap_err();
            assert!(matches!(refused, Error::DocumentUnusable { reason: DocumentFault::Damaged, .. }));
        }
    }
}
