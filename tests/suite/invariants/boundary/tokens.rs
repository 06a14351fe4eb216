//! Splits Rust source into tokens, without comments, the contents of literals, and tests.

/// Returns the tokens of a file: names, numbers and punctuation, one character each except `::`.
pub(super) fn tokens(source: &str) -> Vec<String> {
    without_tests(&split(source))
}

fn split(source: &str) -> Vec<String> {
    let chars: Vec<char> = source.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\n');
    let mut tokens = Vec::new();
    let mut index = 0;
    while index < chars.len() {
        let c = at(index);
        if c == '/' && at(index + 1) == '/' {
            while index < chars.len() && at(index) != '\n' {
                index += 1;
            }
        } else if c == '/' && at(index + 1) == '*' {
            index = after_block(&chars, index);
        } else if let Some(end) = after_raw_string(&chars, index) {
            index = end;
            tokens.push("\"\"".to_owned());
        } else if c == '"' || (c == 'b' && at(index + 1) == '"') {
            index += if c == 'b' { 2 } else { 1 };
            while index < chars.len() && at(index) != '"' {
                index += if at(index) == '\\' { 2 } else { 1 };
            }
            index += 1;
            tokens.push("\"\"".to_owned());
        } else if c == '\'' && (at(index + 1) == '\\' || at(index + 2) == '\'') {
            // A character literal; the quote of a lifetime is not followed by another so soon.
            index += if at(index + 1) == '\\' { 3 } else { 2 };
            while index < chars.len() && at(index) != '\'' {
                index += 1;
            }
            index += 1;
        } else if c.is_alphanumeric() || c == '_' {
            let start = index;
            while at(index).is_alphanumeric() || at(index) == '_' {
                index += 1;
            }
            tokens.push(chars[start..index].iter().collect());
        } else if c == ':' && at(index + 1) == ':' {
            tokens.push("::".to_owned());
            index += 2;
        } else {
            if !c.is_whitespace() {
                tokens.push(c.to_string());
            }
            index += 1;
        }
    }
    tokens
}

/// Where a block comment ends that begins here; they nest.
fn after_block(chars: &[char], start: usize) -> usize {
    let mut depth = 0_usize;
    let mut index = start;
    while index < chars.len() {
        match (chars[index], chars.get(index + 1)) {
            ('/', Some('*')) => depth += 1,
            ('*', Some('/')) => depth -= 1,
            _ => {
                index += 1;
                continue;
            }
        }
        index += 2;
        if depth == 0 {
            break;
        }
    }
    index
}

/// The index after the raw string that begins at `start`, if one does: `r"…"`, `r#"…"#`, `br"…"`.
fn after_raw_string(chars: &[char], start: usize) -> Option<usize> {
    if start > 0 && (chars[start - 1].is_alphanumeric() || chars[start - 1] == '_') {
        return None;
    }
    let mut index = start + usize::from(chars[start] == 'b');
    if chars.get(index) != Some(&'r') {
        return None;
    }
    index += 1;
    let hashes = chars.get(index..)?.iter().take_while(|c| **c == '#').count();
    index += hashes;
    if chars.get(index) != Some(&'"') {
        return None;
    }
    let end: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
    let found = chars[index + 1..].windows(end.len()).position(|window| window == end);
    Some(found.map_or(chars.len(), |found| index + 1 + found + end.len()))
}

/// Removes the item after each `#[cfg(test)]`.
fn without_tests(tokens: &[String]) -> Vec<String> {
    let marker = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut remaining = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        if tokens[index..].len() >= marker.len() && tokens[index..].iter().zip(marker).all(|(a, b)| a == b) {
            index = after_item(tokens, index + marker.len());
        } else {
            remaining.push(tokens[index].clone());
            index += 1;
        }
    }
    remaining
}

/// The index after the item that begins at `start`: after its closing brace or its semicolon.
fn after_item(tokens: &[String], start: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(start) {
        match token.as_str() {
            "{" => depth += 1,
            "}" if depth <= 1 => return index + 1,
            "}" => depth -= 1,
            ";" if depth == 0 => return index + 1,
            _ => {}
        }
    }
    tokens.len()
}
