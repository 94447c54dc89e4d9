//! Boilerplate and bylines: lines of a page that are not news, told by how they start and what surrounds them.

/// Starts of lines that stand beside news: captions, shares, tags, notices. Lower case.
const LINES: &[&str] = &[
    "photo:",
    "photo by",
    "photos:",
    "photograph:",
    "photo credit",
    "(photo",
    "[photo",
    "file photo",
    "image:",
    "image credit",
    "image source",
    "picture:",
    "credit:",
    "caption:",
    "video:",
    "watch:",
    "listen:",
    "graphic:",
    "source:",
    "sources:",
    "tags:",
    "tag:",
    "topics:",
    "keywords:",
    "filed under",
    "categories:",
    "category:",
    "labels:",
    "in this story:",
    "read more",
    "read also",
    "also read",
    "see also",
    "see more",
    "learn more",
    "related:",
    "more on this",
    "more from",
    "related article",
    "related stor",
    "related topic",
    "related content",
    "most read",
    "most popular",
    "recommended for you",
    "you may also like",
    "don't miss",
    "don’t miss",
    "share this",
    "share on",
    "share:",
    "follow us",
    "follow @",
    "subscribe",
    "sign up",
    "join us on",
    "click here",
    "tap here",
    "download the app",
    "get the app",
    "newsletter",
    "advertisement",
    "story continues below",
    "article continues below",
    "continue reading",
    "copyright",
    "©",
    "(c) 1",
    "(c) 2",
    "all rights reserved",
    "this article was originally",
    "this story was originally",
    "this article first appeared",
    "republished with",
    "this material may not be",
    "reprinted with",
    "print this",
    "email this",
    "comments",
    "leave a comment",
    "post a comment",
    "contact:",
    "media contact",
    "press contact",
    "for more information",
    "for further information",
    "-30-",
    "-ends-",
    "ends",
    "divider",
    "loading",
    "skip to",
    "back to top",
    "the associated press contributed",
    "reuters contributed",
    "agence france-presse contributed",
    "editing by",
    "edited by",
    "translated by",
    "written by",
    "additional reporting",
    "with reporting by",
    "with files from",
    "cookie",
    "privacy policy",
    "terms of use",
    "terms of service",
    "disclaimer",
    "the views expressed",
    "the opinions expressed",
    "views expressed in this",
    "distributed by",
];

/// Starts of what ends an article: from there on all is boilerplate. Lower case.
const TAILS: &[&str] = &[
    "view more articles",
    "about the author",
    "about the writer",
    "about author",
    "author bio",
    "related articles",
    "related stories",
    "related news",
    "more articles",
    "more stories",
    "more from this author",
    "you may also like",
    "most read",
    "most popular",
    "recommended for you",
    "leave a comment",
    "leave a reply",
    "post navigation",
    "tags:",
    "filed under",
];

/// Starts of the lines that name the authors. Lower case.
const BYLINES: &[&str] = &[
    "(reporting by",
    "reporting by",
    "(editing by",
    "(writing by",
    "(additional reporting",
    "(by ",
    "story by",
    "text by",
    "words by",
];

/// What a journalist's or a scholar's line of self-description calls its bearer. Lower case.
const TRADES: &[&str] = &[
    "journalist",
    "reporter",
    "correspondent",
    "columnist",
    "editor",
    "writer",
    "author",
    "contributor",
    "analyst",
    "fellow",
    "researcher",
    "freelance",
    "lecturer",
    "scholar",
    "producer",
    "translator",
    "professor",
];

/// Whether a paragraph is a line that stands beside the news.
pub(super) fn is_line(paragraph: &str) -> bool {
    let head = head(paragraph);
    let words = paragraph.split_whitespace().count();
    let marked = LINES.iter().any(|start| head.starts_with(start) && whole_word(&head, start));
    (marked && words <= 40) || paragraph.chars().all(|c| !c.is_alphanumeric()) || (words == 1 && is_address(paragraph))
}

/// Whether all from this paragraph on is boilerplate.
pub(super) fn starts_tail(paragraph: &str) -> bool {
    let head = head(paragraph);
    TAILS.iter().any(|start| head.starts_with(start)) && paragraph.split_whitespace().count() <= 12
}

/// Whether a paragraph names the authors: "By Jonathan Marcus, defence correspondent", "(Reporting by …; Editing by …)".
pub(super) fn is_byline(paragraph: &str) -> bool {
    let head = head(paragraph);
    if BYLINES.iter().any(|start| head.starts_with(start)) {
        return paragraph.split_whitespace().count() <= 60;
    }
    let Some(names) = head.starts_with("by ").then(|| paragraph[3..].trim_start()) else { return false };
    // "By 2042 the base …", "By signing …" are sentences.
    let words = names.split_whitespace().count();
    words <= 20
        && names.starts_with(char::is_uppercase)
        && !names.trim_end_matches(')').ends_with(['.', '!', '?'])
        && !names.split_whitespace().take(2).any(|word| word.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a paragraph is a person's name and no more: 2 to 4 capitalised words.
pub(super) fn is_name(paragraph: &str) -> bool {
    let words: Vec<&str> = paragraph.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && words.iter().all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().skip(1).any(char::is_lowercase)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
        })
}

/// Whether a paragraph tells who an author is: "Jane Roe is a fellow at …". `name` is the author, where a line names one.
pub(super) fn is_biography(paragraph: &str, name: Option<&str>) -> bool {
    let words: Vec<&str> = paragraph.split_whitespace().take(14).collect();
    if let Some(name) = name {
        let surname = name.split_whitespace().next_back().unwrap_or(name);
        return paragraph.starts_with(name) || words.first().is_some_and(|word| *word == surname);
    }
    let verb =
        words.iter().position(|word| matches!(*word, "is" | "was" | "has" | "covers" | "writes" | "reports" | "works"));
    let Some(verb) = verb.filter(|place| (2..=4).contains(place)) else { return false };
    is_name(&words[..verb].join(" "))
        && words[verb..].iter().any(|word| TRADES.contains(&word.trim_matches([',', '.']).to_lowercase().as_str()))
}

/// The first bytes, in lower case: enough for every start above.
fn head(paragraph: &str) -> String {
    paragraph.chars().take(48).flat_map(char::to_lowercase).collect()
}

fn whole_word(head: &str, start: &str) -> bool {
    let boundary = head[start.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    // "related stor" stands for "story" and "stories".
    boundary
        || start.ends_with("stor")
        || start.ends_with("article")
        || start.ends_with("topic")
        || start.ends_with(|c: char| !c.is_alphanumeric())
}

fn is_address(word: &str) -> bool {
    word.starts_with("http://")
        || word.starts_with("https://")
        || word.starts_with("www.")
        || (word.starts_with('@') && word.len() > 1)
}

#[cfg(test)]
mod tests {
    use super::{is_biography, is_byline, is_line};

    #[test]
    fn lines_beside_the_news() {
        for line in [
            "Photo: Sputnik/Sisoev",
            "Tags:",
            "Read more: NATO meets",
            "***",
            "© 2021 Agency",
            "https://a.org/b",
            "ENDS",
        ] {
            assert!(is_line(line), "{line}");
        }
        for line in
            ["Photographs showed the base.", "Endsley met Kim.", "Sharing the cost was agreed.", "Sources said so."]
        {
            assert!(!is_line(line), "{line}");
        }
    }

    #[test]
    fn bylines() {
        for line in [
            "By Jonathan Marcus, BBC diplomatic correspondent",
            "BY JANE ROE",
            "(Reporting by N. Kubo; Editing by P. Tait)",
        ] {
            assert!(is_byline(line), "{line}");
        }
        for line in ["By 2042 the base will close", "By Monday the two had met.", "By signing it they left."] {
            assert!(!is_byline(line), "{line}");
        }
    }

    #[test]
    fn biographies() {
        assert!(is_biography("Jane Roe is a senior fellow at a think tank.", None));
        assert!(is_biography("Kwan studied in Bishkek.", Some("Sergey Kwan")));
        assert!(!is_biography("Sergei Shoigu was a guest of the minister.", None));
    }
}
