//! Finds bare web addresses in running text, as in GitHub Flavored Markdown's extended autolinks: people paste them.

use std::ops::Range;

/// Returns the byte range of the next address that begins with `http://` or `https://`, at `from` or later.
///
/// An address does not begin within a word. It does not include punctuation at the end of a sentence, or a closing
/// bracket without an opening one.
pub(super) fn next_address(text: &str, from: usize) -> Option<Range<usize>> {
    let searched = text.get(from..)?;
    memchr::memchr_iter(b':', searched.as_bytes()).find_map(|colon| {
        let (before, after) = searched.split_at_checked(colon)?;
        let rest = after.strip_prefix("://")?;
        let scheme = scheme_at_end(before)?;
        let length = address_length(rest);
        (length > 0).then(|| from + colon - scheme..from + colon + "://".len() + length)
    })
}

/// The length of `http` or `https` at the end of `before`, if no letter or digit precedes it.
fn scheme_at_end(before: &str) -> Option<usize> {
    ["https", "http"].iter().find_map(|scheme| {
        let (rest, end) = before.split_at_checked(before.len().checked_sub(scheme.len())?)?;
        let whole = end.eq_ignore_ascii_case(scheme) && !rest.ends_with(char::is_alphanumeric);
        whole.then_some(scheme.len())
    })
}

/// The length of the address in `rest`, which follows `://`; 0 if there is no host.
fn address_length(rest: &str) -> usize {
    if !rest.starts_with(char::is_alphanumeric) {
        return 0;
    }
    let end = rest.find(|character| !may_stand_in_address(character)).unwrap_or(rest.len());
    let mut address = rest.get(..end).unwrap_or_default();
    let mut surplus = [('(', ')'), ('[', ']')].map(|(open, close)| {
        let opened = address.matches(open).count();
        (close, address.matches(close).count().saturating_sub(opened))
    });
    while let Some(last) = address.chars().next_back() {
        let bracket = surplus.iter_mut().find(|(close, count)| *close == last && *count > 0);
        match bracket {
            Some((_, count)) => *count -= 1,
            None if "?!.,:;*_~'".contains(last) => {}
            None => break,
        }
        address = address.get(..address.len() - last.len_utf8()).unwrap_or_default();
    }
    address.len()
}

/// Whether an address can contain this character.
fn may_stand_in_address(character: char) -> bool {
    if character.is_ascii() {
        character.is_ascii_graphic() && !"<>\"`\\{}|^".contains(character)
    } else {
        character.is_alphanumeric()
    }
}
