//! Escapes plain text as Markdown that renders as exactly that text, for texts from other systems.
//!
//! A backslash is added only where a character would be markup, so that ordinary sentences do not change. Bare web
//! addresses still become links.

/// Escapes plain text. Line breaks and paragraphs are kept, except for what Markdown cannot express: spaces and tabs
/// at both ends of a line and blank lines at both ends are removed, and several blank lines become one. `\r\n` and
/// `\r` count as `\n`.
#[must_use]
pub fn escape(plain: &str) -> String {
    let plain = plain.replace("\r\n", "\n").replace('\r', "\n");
    let mut markdown = String::with_capacity(plain.len() + plain.len() / 16);
    let mut lines = plain.split('\n').map(trim).peekable();
    while lines.peek().is_some() {
        let mut paragraph = Vec::new();
        while let Some(line) = lines.next_if(|line| !line.is_empty()) {
            paragraph.push(line);
        }
        if !paragraph.is_empty() {
            if !markdown.is_empty() {
                markdown.push_str("\n\n");
            }
            push_paragraph(&mut markdown, &paragraph);
        }
        lines.next_if(|line| line.is_empty());
    }
    markdown
}

fn trim(line: &str) -> &str {
    line.trim_matches([' ', '\t'])
}

fn push_paragraph(markdown: &mut String, lines: &[&str]) {
    let pairs = Pairs::of(lines);
    for (count, line) in lines.iter().enumerate() {
        if count > 0 {
            markdown.push('\n');
        }
        let marked = block_mark(line);
        let mut before = None;
        for (at, character) in line.char_indices() {
            let after = line.get(at + character.len_utf8()..).unwrap_or_default();
            if marked == Some(at) || pairs.means_something(before, character, after) {
                markdown.push('\\');
            }
            markdown.push(character);
            before = Some(character);
        }
    }
}

/// The position at which a line that begins like block markup needs a backslash: headings, quotes, lists, rules,
/// underlines of headings and of table heads. (Code fences, and rules of `*` and `_`, are handled as pairs.)
fn block_mark(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let rest = line.get(first.len_utf8()..)?;
    let stands_alone = |after: &str| after.is_empty() || after.starts_with([' ', '\t']);
    let consists_of = |set: &str| line.chars().all(|character| set.contains(character));
    let means = match first {
        '>' => true,
        '#' => {
            let after = line.trim_start_matches('#');
            line.len() - after.len() <= 6 && stands_alone(after)
        }
        '-' | ':' | '|' => (first == '-' && stands_alone(rest)) || consists_of("-:| \t"),
        '+' | '*' => stands_alone(rest),
        '=' => consists_of("= \t"),
        '0'..='9' => {
            let after = line.trim_start_matches(|digit: char| digit.is_ascii_digit());
            let digits = line.len() - after.len();
            let mark = after.strip_prefix(['.', ')']).is_some_and(stands_alone);
            return (digits <= 9 && mark).then_some(digits);
        }
        _ => false,
    };
    means.then_some(0)
}

/// The characters that are markup only in pairs and occur more than once in a paragraph.
struct Pairs {
    repeated: [bool; 4],
}

impl Pairs {
    const CHARACTERS: [char; 4] = ['*', '_', '~', '`'];

    fn of(lines: &[&str]) -> Self {
        let repeated = Self::CHARACTERS.map(|mark| {
            lines.iter().flat_map(|line| line.chars()).filter(|character| *character == mark).nth(1).is_some()
        });
        Self { repeated }
    }

    fn is_repeated(&self, mark: char) -> bool {
        Self::CHARACTERS.iter().zip(self.repeated).any(|(character, repeated)| repeated && *character == mark)
    }

    /// Whether a character within a line would be markup between these neighbours.
    fn means_something(&self, before: Option<char>, character: char, after: &str) -> bool {
        let next = after.chars().next();
        match character {
            // A backslash at the end of a line is a hard line break.
            '\\' => next.is_none_or(|next| next.is_ascii_punctuation()),
            '*' => {
                let open = |neighbour: Option<char>| neighbour.is_none_or(char::is_whitespace);
                self.is_repeated(character) && !(open(before) && open(next))
            }
            '_' => {
                let in_word =
                    |neighbour: Option<char>| neighbour.is_some_and(|other| other.is_ascii_alphanumeric());
                self.is_repeated(character) && !(in_word(before) && in_word(next))
            }
            '~' | '`' => self.is_repeated(character),
            '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
            // Without these there is no link, no image and no link definition.
            ']' => matches!(next, Some('(' | ':')),
            '&' => {
                let name = after.trim_start_matches(|part: char| part.is_ascii_alphanumeric() || part == '#');
                name.len() < after.len() && name.starts_with(';')
            }
            _ => false,
        }
    }
}
