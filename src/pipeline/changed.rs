//! Where two lists differ.

/// The parts of two lists between what they share at the beginning and what they share at the end. One change is a
/// part of one or two values; what is scattered is one large part.
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
    fn what_is_shared_at_both_ends_is_left_out() {
        assert_eq!(differ("abcd", "abXcd"), (&b""[..], &b"X"[..]));
        assert_eq!(differ("abcd", "aXd"), (&b"bc"[..], &b"X"[..]));
        assert_eq!(differ("abc", "abc"), (&b""[..], &b""[..]));
        assert_eq!(differ("aa", "aaa"), (&b""[..], &b"a"[..]));
        assert_eq!(differ("", "ab"), (&b""[..], &b"ab"[..]));
        assert_eq!(differ("ab", ""), (&b"ab"[..], &b""[..]));
        assert_eq!(differ("xay", "zaw"), (&b"xay"[..], &b"zaw"[..]));
    }
}
