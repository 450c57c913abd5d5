//! The reference as a page of documentation: `docs/reference.md` and `docs/reference.ja.md`.

use super::{Category, Entry};
use crate::language::Language;
use std::fmt::Write;

/// The title of a category.
pub fn title(category: Category, language: Language) -> &'static str {
    let (english, japanese) = match category.name() {
        "acl rights" => ("ACL rights", "ACL の権利"),
        "capabilities" => ("Capabilities", "ケイパビリティ"),
        "commands" => ("Commands", "コマンド"),
        "fetch items" => ("FETCH items", "FETCH の項目"),
        "fetch modifiers" => ("FETCH modifiers", "FETCH の修飾子"),
        "flags" => ("Flags and keywords", "フラグとキーワード"),
        "list options" => ("LIST options and data", "LIST のオプションとデータ"),
        "mailbox attributes" => ("Mailbox attributes", "メールボックスの属性"),
        "response codes" => ("Response codes", "応答コード"),
        "responses" => ("Responses", "応答"),
        "sasl mechanisms" => ("SASL mechanisms", "SASL メカニズム"),
        "search keys" => ("SEARCH keys", "SEARCH の検索キー"),
        "search return options" => ("SEARCH return options", "SEARCH の結果オプション"),
        "select parameters" => ("SELECT and CREATE parameters", "SELECT と CREATE のパラメーター"),
        "sort criteria" => ("SORT criteria", "SORT の並べ替え条件"),
        "status items" => ("STATUS items", "STATUS の項目"),
        "store modifiers" => ("STORE items and modifiers", "STORE の項目と修飾子"),
        "thread algorithms" => ("THREAD algorithms", "THREAD のアルゴリズム"),
        other => (other, other),
    };
    match language {
        Language::English => english,
        Language::Japanese => japanese,
    }
}

/// The page, in Markdown.
pub fn page(language: Language) -> String {
    let (heading, introduction) = match language {
        Language::English => (
            "Reference",
            "Every registered word of IMAP that imapsh knows. This page is generated from \
             `src/reference/data`; at the prompt, `:help WORD` shows the same.",
        ),
        Language::Japanese => (
            "リファレンス",
            "imapsh が知っている IMAP の登録語の一覧です。このページは `src/reference/data` から生成されます。\
             プロンプトで `:help 語` と入力すると同じ内容が表示されます。",
        ),
    };
    let mut page = format!("# {heading}\n\n{introduction}\n");
    for &category in Category::ALL {
        // Writing to memory does not fail.
        let _ = write!(page, "\n## {}\n", title(category, language));
        for entry in category.entries() {
            page += &entry_of_page(entry, language);
        }
    }
    page
}

fn entry_of_page(entry: &Entry, language: Language) -> String {
    let (example, capability, obsolete) = match language {
        Language::English => ("Example", "capability", "obsolete"),
        Language::Japanese => ("例", "ケイパビリティ", "廃止"),
    };
    let source = entry.source.map(|source| format!("RFC {}, {}", source.rfc, source.section));
    let capability = entry.capability.map(|name| format!("{capability} `{name}`"));
    let obsolete = entry.obsolete.then(|| obsolete.to_owned());
    let notes: Vec<String> = [source, capability, obsolete].into_iter().flatten().collect();
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
    let says = entry.says(language).replace('\\', "\\\\").replace('*', "\\*").replace('<', "\\<");
    let syntax = match entry.syntax == entry.name {
        true => String::new(),
        false => format!("`{}`  \n", entry.syntax),
    };
    let (name, example_line) = (entry.name, entry.example);
    format!("\n**`{name}`**{notes}  \n{says}  \n{syntax}{example}: `{example_line}`\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `IMAPSH_WRITE_DOCS=1 cargo test --lib reference` writes the pages again.
    #[test]
    fn the_pages_in_docs_are_up_to_date() {
        for (file, language) in
            [("reference.md", Language::English), ("reference.ja.md", Language::Japanese)]
        {
            let path = format!("{}/docs/{file}", env!("CARGO_MANIFEST_DIR"));
            let page = page(language);
            if std::env::var_os("IMAPSH_WRITE_DOCS").is_some() {
                std::fs::write(&path, &page).expect("docs is writable");
            }
            let written = std::fs::read_to_string(&path).unwrap_or_default();
            assert!(written == page, "{file} is not what the data says; see this test's comment");
        }
    }

    #[test]
    fn each_category_has_a_title() {
        for &category in Category::ALL {
            assert_ne!(title(category, Language::English), category.name());
        }
    }
}
