//! From sheets to PDF bytes: everything drawn is either in the structure tree or marked as an artifact, and the
//! validator has the last word.

use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, SpanTag};
use krilla::{SerializeSettings, color::rgb};

use crate::document::Document;
use crate::error::PdfError;
use crate::flow::{Laid, Stop};
use crate::font::{Faces, is_invisible};
use crate::ink::Ink;
use crate::sheet::{Area, HEIGHT, Mark, Role, Sheet, WIDTH};
use crate::tree::Tree;

const LANGUAGE: &str = "en-GB";

pub(crate) fn export(document: &Document, laid: Laid) -> Result<Vec<u8>, PdfError> {
    let faces = Faces::load()?;
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| PdfError::Engine(format!("{error:?}")))?;
    let settings = SerializeSettings {
        configuration,
        enable_tagging: true,
        ..SerializeSettings::default()
    };
    let mut pdf = krilla::Document::new_with(settings);

    let Laid {
        sheets,
        mut tree,
        stops,
    } = laid;
    for sheet in sheets {
        let size = PageSettings::from_wh(WIDTH, HEIGHT).unwrap_or_default();
        let mut page = pdf.start_page_with(size);
        let mut surface = page.surface();
        draw(&mut surface, sheet, &mut tree, faces);
        surface.finish();
        page.finish();
    }
    pdf.set_tag_tree(tree.build(LANGUAGE));
    pdf.set_outline(outline(&stops));
    pdf.set_metadata(metadata(document));
    Ok(pdf.finish()?)
}

fn draw(surface: &mut Surface<'_>, sheet: Sheet, tree: &mut Tree, faces: Faces) {
    let mut open = None;
    for mark in sheet.marks {
        let artifact = match &mark {
            Mark::Fill { .. } => Some(ArtifactType::Layout),
            Mark::Text {
                role: Role::Artifact(kind),
                ..
            } => Some(*kind),
            Mark::Text {
                role: Role::Node(_),
                ..
            } => None,
        };
        // Neighbours of one kind share their marking; it would be half the page otherwise.
        if open != artifact {
            if open.is_some() {
                surface.end_tagged();
            }
            if let Some(kind) = artifact {
                surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(kind)));
            }
            open = artifact;
        }
        match mark {
            Mark::Fill { area, ink } => fill(surface, area, ink),
            Mark::Text {
                x,
                baseline,
                line,
                style,
                role,
            } => {
                let content = matches!(role, Role::Node(_))
                    .then(|| surface.start_tagged(ContentTag::Span(SpanTag::empty())));
                surface.set_fill(Some(paint(style.ink)));
                let font = faces.of(style.weight).font.clone();
                surface.draw_glyphs(
                    Point::from_xy(x, baseline),
                    &line.glyphs,
                    font,
                    &line.text,
                    style.size,
                    false,
                );
                if let (Role::Node(node), Some(content)) = (role, content) {
                    surface.end_tagged();
                    tree.fill(node, content);
                }
            }
        }
    }
    if open.is_some() {
        surface.end_tagged();
    }
}

fn fill(surface: &mut Surface<'_>, area: Area, ink: Ink) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_xywh(area.x, area.y, area.width, area.height) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(paint(ink)));
        surface.draw_path(&path);
    }
}

fn paint(ink: Ink) -> Fill {
    let [red, green, blue] = ink.0;
    Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    }
}

/// The title with the sections under it, and their subsections under them.
fn outline(stops: &[Stop]) -> Outline {
    let mut outline = Outline::new();
    for title in nodes(stops, 1) {
        outline.push_child(title.with_open(true));
    }
    outline
}

fn nodes(stops: &[Stop], depth: u16) -> Vec<OutlineNode> {
    let groups = stops.chunk_by(|_, next| next.depth > depth);
    let nodes = groups.filter_map(|group| {
        let (stop, under) = group.split_first()?;
        let place = XyzDestination::new(stop.sheet, Point::from_xy(0.0, stop.y));
        let mut node = OutlineNode::new(stop.text.clone(), place);
        for child in nodes(under, depth + 1) {
            node.push_child(child);
        }
        Some(node)
    });
    nodes.collect()
}

fn metadata(document: &Document) -> Metadata {
    let day = document.made_on;
    // Whoever opens two versions of a document should see that they are one; the file's own id follows from its bytes.
    let id = format!(
        "{}\n{}\n{}",
        document.author, document.title, document.subject
    );
    Metadata::new()
        .title(plain(&document.title))
        .description(plain(&document.subject))
        .authors(
            vec![plain(&document.author)]
                .into_iter()
                .filter(|author| !author.is_empty())
                .collect(),
        )
        .creator("Sightline".to_owned())
        .language(LANGUAGE.to_owned())
        .creation_date(DateTime::new(day.year).month(day.month).day(day.day))
        .document_id(id)
}

/// The metadata is XML, which knows no control characters; and a title nobody can see is none.
fn plain(text: &str) -> String {
    let letters = text
        .chars()
        .filter(|letter| !is_invisible(*letter) && !matches!(letter, '\u{fffe}' | '\u{ffff}'));
    let text: String = letters
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    text.trim().to_owned()
}
