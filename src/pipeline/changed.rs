//! The difference between two lists.

/// How many values of a list may differ for a small change, in addition to [`PART`].
const FEW: usize = 16;
/// The part of a list that may differ for a small change: a fourth.
const PART: usize = 4;

/// Whether so few of `all` values changed that following the change is faster than starting again.
pub(super) const fn is_small(changed: usize, all: usize) -> bool {
    changed <= FEW + all / PART
}

/// Returns the parts of two lists between their common beginning and their common end. A single change is a part of
/// one or two values, and scattered changes are one large part.
pub(super) fn changed<'a, T>(
    old: &'a [T],
    new: &'a [T],
    same: impl Fn(&T, &T) -> bool,
) -> (&'a [T], &'a [T]) {
    let ahead = old.iter().zip(new).take_while(|(old, new)| same(old, new)).count();
    let (old, new) = (old.get(ahead..).unwrap_or_default(), new.get(ahead..).unwrap_or_default());
    let behind = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| same(old, new)).count();
    let without = |part: &'a [T]| part.get(..part.len() - behind).unwrap_or_default();
    (without(old), without(new))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn differ<'a>(old: &'a str, new: &'a str) -> (&'a [u8], &'a [u8]) {
        changed(old.as_bytes(), new.as_bytes(), u8::eq)
    }

    #[test]
    fn common_beginnings_and_ends_are_left_out() {
        assert_eq!(differ("abcd", "abXcd"), (&b""[..], &b"X"[..]));
        assert_eq!(differ("abcd", "aXd"), (&b"bc"[..], &b"X"[..]));
        assert_eq!(differ("abc", "abc"), (&b""[..], &b""[..]));
        assert_eq!(differ("aa", "aaa"), (&b""[..], &b"a"[..]));
        assert_eq!(differ("", "ab"), (&b""[..], &b"ab"[..]));
        assert_eq!(differ("ab", ""), (&b"ab"[..], &b""[..]));
        assert_eq!(differ("xay", "zaw"), (&b"xay"[..], &b"zaw"[..]));
    }
}
