use proptest::prelude::*;

use super::*;
use crate::markdown::{Context, render};

/// Texts that are markup for Markdown, HTML, XML or Confluence.
const HOSTILE: [&str; 12] = [
    "]]></ac:plain-text-body><ac:structured-macro ac:name=\"html\">",
    "<script>alert(1)</script>",
    "</td></tr></tbody></table><ac:task>",
    "<!-- comment --> &amp; &lt; &#60; & \"quotes\" 'x'",
    "[click](javascript:alert(1)) ![x](https://evil.example/p.png)",
    "# heading\n- list\n> quote\n1. one\n===\n---\n***",
    "a | b\n--|--\nc | d",
    "`code` ``` ~~~ **strong** __x__ ~~gone~~ \\",
    "\u{0}\u{8}\u{1b}[31m\u{fffe}\u{202e}",
    "{{ unknown: x }} {% raw %} ${jndi:ldap://x}",
    "<https://a.example> <@U1> <!channel> @here",
    "ends with !",
];

fn html(source: &str) -> String {
    let context = Context {
        base_path: "",
        origin: "https://status.test.example",
        id_prefix: "",
        heading_base: 2,
        images: &|_| None,
    };
    render(source, &context).html
}

fn document(text: &str) -> Document {
    Document {
        title: text.to_owned(),
        warning: Some(text.to_owned()),
        blocks: vec![
            Block::Heading(text.to_owned()),
            Block::Facts(vec![
                Fact::new(text, text),
                Fact { url: Some(text.to_owned()), ..Fact::new(text, text) },
            ]),
            Block::Html(html(text)),
            Block::Html(html(&format!("```\n{text}\n```\n\n    {text}"))),
            Block::Tasks(vec![Task { text: text.to_owned(), is_done: true }]),
        ],
    }
}

/// Reads storage format as Confluence does: as XML, with the two prefixes of its own.
fn elements(storage: &str) -> Vec<String> {
    let whole = format!(
        "<page xmlns:ac=\"http://example.com/ac\" xmlns:ri=\"http://example.com/ri\">{storage}</page>"
    );
    let parsed = roxmltree::Document::parse(&whole).unwrap_or_else(|error| panic!("{error}: {whole}"));
    let names = parsed.descendants().filter(roxmltree::Node::is_element);
    names.map(|node| node.tag_name().name().to_owned()).collect()
}

#[test]
fn hostile_texts_add_no_element_to_the_storage_format() {
    let plain = elements(&storage(&document("word")));
    for text in HOSTILE {
        // Only the text may become elements, and only those of its Markdown.
        let document = Document {
            blocks: document(text)
                .blocks
                .into_iter()
                .filter(|block| !matches!(block, Block::Html(_)))
                .collect(),
            ..document(text)
        };
        let mut own = elements(&storage(&document));
        own.retain(|name| !matches!(name.as_str(), "a"));
        let expected: Vec<&String> = plain.iter().filter(|name| own.contains(name)).collect();
        assert!(
            own.len() <= plain.len() && own.iter().all(|name| expected.contains(&name)),
            "{text}: {own:?}"
        );
        let whole = elements(&storage(&self::document(text)));
        assert!(!whole.iter().any(|name| name == "script"), "{text}");
        let macros = |names: &[String]| names.iter().filter(|name| *name == "structured-macro").count();
        assert_eq!(macros(&whole), 3, "the warning and two blocks of code: {text}");
    }
}

#[test]
fn a_document_has_the_elements_of_confluence() {
    let mut page = document("word");
    page.blocks.push(Block::Html(html(
        "One\\\ntwo[^1] *three* ![x](y.png)\n\n- [x] done\n\n| a | b |\n|---|--:|\n| 1 | <2> |\n\n[^1]: note\n\n***",
    )));
    insta::assert_snapshot!(storage(&page));
    insta::assert_snapshot!(markdown(&page));
}

#[test]
fn markdown_of_hostile_texts_has_no_links_images_or_html() {
    for text in HOSTILE {
        let written = markdown(&document(text));
        let again = html(&written);
        assert!(
            !again.contains("<img") && !again.contains("\"javascript:") && !again.contains("<script"),
            "{again}"
        );
    }
}

/// A text of Markdown made of pieces that have a meaning.
fn source() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("word "),
        Just("*em* "),
        Just("**strong** "),
        Just("~~del~~ "),
        Just("`co|de` "),
        Just("[link](https://a.example/x_(y)) "),
        Just("https://b.example/?a=1&b=2 "),
        Just("\\* \\_ \\< \\# & &amp; "),
        Just("snake_case a_b 1. # - "),
        Just("\\\n"),
        Just("\n"),
        Just("\n\n"),
        Just("\n\n- item\n- other\n\n"),
        Just("\n\n1. first\n2. second\n   - inner\n\n"),
        Just("\n\n> quoted\n> more\n\n"),
        Just("\n\n```\nlet x = `1`;\n\n  # y\n```\n\n"),
        Just("\n\n## Heading #1\n\n"),
        Just("\n\n***\n\n"),
        Just("\n\n| a | b |\n|:-:|--:|\n| *x* | 1\\|2 |\n\n"),
    ];
    proptest::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn written_markdown_renders_as_the_same_html(source in source()) {
        let first = html(&source);
        let page = Document { blocks: vec![Block::Html(first.clone())], ..Document::default() };
        let written = markdown(&page);
        let written = written.strip_prefix("# \n\n").or_else(|| written.strip_prefix("# \n")).unwrap_or(&written);
        prop_assert_eq!(html(written), first, "{}", written);
    }

    #[test]
    fn storage_is_always_well_formed(text in any::<String>(), source in source()) {
        elements(&storage(&document(&text)));
        elements(&storage(&document(&source)));
    }
}
