//! The paths that a file names, with `self` and `super` resolved and groups in `use` expanded.

/// Returns every path of two or more segments: `use std::{fs, io::Read}` gives `std::fs` and `std::io::Read`.
///
/// `file` is the path of the file below `src/`, such as `site/views/card.rs`.
pub(super) fn paths(tokens: &[String], file: &str) -> Vec<Vec<String>> {
    let module = module_of(file);
    let mut found = Vec::new();
    // The path before each open brace; `None` if the brace does not open a group of a `use`.
    let mut groups: Vec<Option<Vec<String>>> = Vec::new();
    let mut index = 0;
    while index < tokens.len() {
        let token = tokens[index].as_str();
        match token {
            "{" => groups.push(None),
            "}" => {
                groups.pop();
            }
            _ if is_name(token) && (index == 0 || tokens[index - 1] != "::") => {
                let mut path = groups.last().cloned().flatten().unwrap_or_default();
                path.push(token.to_owned());
                while tokens.get(index + 1).is_some_and(|next| next == "::") {
                    match tokens.get(index + 2).map(String::as_str) {
                        Some(next) if is_name(next) || next == "*" => {
                            path.push(next.to_owned());
                            index += 2;
                        }
                        Some("{") => {
                            groups.push(Some(path.clone()));
                            index += 2;
                            break;
                        }
                        _ => break,
                    }
                }
                if path.len() > 1 {
                    found.push(resolve(path, &module));
                }
            }
            _ => {}
        }
        index += 1;
    }
    found
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

fn module_of(file: &str) -> Vec<String> {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    let parts = path.split('/').filter(|part| !matches!(*part, "lib" | "main"));
    std::iter::once("crate").chain(parts).map(str::to_owned).collect()
}

fn resolve(path: Vec<String>, module: &[String]) -> Vec<String> {
    let up = path.iter().take_while(|part| *part == "super" || *part == "self").count();
    if up == 0 {
        return path;
    }
    let supers = path[..up].iter().filter(|part| *part == "super").count();
    let depth = module.len().saturating_sub(supers).max(1);
    module[..depth].iter().chain(&path[up..]).cloned().collect()
}
