//! Links and images; [`Address`] decides which links are written.

use std::mem;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::super::address::{Address, file_name};
use super::super::characters::clean;
use super::super::limits::MAX_LINKS;
use super::super::problem::ProblemKind;
use super::{OpenLink, Renderer, TextTarget};

impl<'s> Renderer<'s, '_> {
    /// Counts a link or an image; `false` if there are too many.
    pub(super) fn may_link(&mut self, range: Range<usize>) -> bool {
        self.link_count += 1;
        if self.link_count == MAX_LINKS + 1 {
            self.report(ProblemKind::TooManyLinks, range, "");
        }
        self.link_count <= MAX_LINKS
    }

    /// Opens a link, or writes only its text if the address is refused.
    pub(super) fn open_link(&mut self, kind: LinkType, dest: CowStr<'s>, range: Range<usize>) {
        let dest = if kind == LinkType::Email { CowStr::from(format!("mailto:{dest}")) } else { dest };
        let mut target = None;
        match Address::parse(&dest) {
            Ok(address) => {
                if self.links.is_empty() && self.may_link(range) {
                    self.html.open_link(address, self.context.base_path);
                    target = Some(dest);
                }
            }
            Err(kind) => self.report(kind, range, &dest),
        }
        self.links.push(OpenLink { target, text_start: self.text.len() });
    }

    /// Ends a link.
    pub(super) fn close_link(&mut self) {
        self.depth = self.depth.saturating_sub(1);
        let Some(OpenLink { target: Some(target), text_start }) = self.links.pop() else {
            return;
        };
        let is_own = target.trim_start().starts_with('/');
        let (origin, base) = if is_own { (self.context.origin, self.context.base_path) } else { ("", "") };
        let address = format!("{base}{}", clean(target.trim()));
        let target = format!("{origin}{address}");
        if self.text.len() == text_start {
            // A link needs text: otherwise it is invisible and has no accessible name.
            self.html.text(&address);
            self.text.push(&target);
        } else {
            self.text.push_target(text_start, &target);
        }
        self.html.close_link();
    }

    /// Collects the alternative text of an image, without its markup.
    pub(super) fn write_in_image(&mut self, event: &Event<'s>, range: Range<usize>) {
        match event {
            Event::Code(words) | Event::Text(words) => self.words.push_str(words),
            Event::InlineHtml(html) if !html.starts_with("<!--") => {
                self.report(ProblemKind::RawHtml, range, html);
                self.words.push_str(html);
            }
            Event::SoftBreak | Event::HardBreak => self.words.push(' '),
            Event::Start(Tag::Image { .. }) => self.nest_image(1),
            Event::End(TagEnd::Image) => self.nest_image(-1),
            _ => {}
        }
    }

    /// Tracks nested images; the outermost one is written.
    fn nest_image(&mut self, change: isize) {
        let TextTarget::Image { nested, .. } = &mut self.text_target else {
            return;
        };
        if let Some(count) = nested.checked_add_signed(change) {
            *nested = count;
        } else if let TextTarget::Image { dest, range, .. } =
            mem::replace(&mut self.text_target, TextTarget::Flow)
        {
            self.depth = self.depth.saturating_sub(1);
            self.image(&dest, range);
        }
    }

    fn image(&mut self, dest: &str, range: Range<usize>) {
        let alt = mem::take(&mut self.words);
        let alt = clean(&alt);
        self.text.push(&alt);
        match self.find_image(dest) {
            Ok((name, path)) => {
                if self.may_link(range) {
                    self.html.image(self.context.base_path, &path, &alt);
                    if !self.images.contains(&name) {
                        self.images.push(name);
                    }
                    return;
                }
            }
            Err(kind) => self.report(kind, range, dest),
        }
        self.html.text(&alt);
    }

    /// Finds an image by its name as written, or percent-decoded. Returns its name and its public path.
    fn find_image(&self, dest: &str) -> Result<(String, String), ProblemKind> {
        let name = file_name(dest)?;
        if let Some(path) = (self.context.images)(name) {
            return Ok((name.to_owned(), path));
        }
        let decoded = percent_decoded(name).ok_or(ProblemKind::ImageMissing)?;
        let name = file_name(&decoded)?;
        let path = (self.context.images)(name).ok_or(ProblemKind::ImageMissing)?;
        Ok((name.to_owned(), path))
    }
}

/// Percent-decodes a name; `None` if nothing is encoded or the result is not UTF-8.
fn percent_decoded(name: &str) -> Option<String> {
    let mut parts = name.split('%');
    let mut bytes = parts.next()?.as_bytes().to_vec();
    for part in parts {
        let (digits, rest) = part.split_at_checked(2)?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(rest.as_bytes());
    }
    String::from_utf8(bytes).ok().filter(|decoded| decoded != name)
}
