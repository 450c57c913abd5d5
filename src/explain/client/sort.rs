//! SORT and THREAD: searches whose result is sorted, or grouped into conversations.

use super::keywords::{KeywordPhrases, phrase_of};
use super::message_annotations;
use super::search::{extensions, found, messages};
use crate::explain::phrase;
use crate::explain::registered::{nearest, say_nearest};
use crate::explain::sent_command::SentCommand;
use crate::explain::sentence::Explanation;
use crate::messages::text;
use crate::protocol::syntax::{Kind, Node};
use crate::reference::{Category, Entry, Source, find};

/// The sort criteria.
static CRITERIA: KeywordPhrases = &[
    ("ARRIVAL", &text::SortArrival),
    ("CC", &text::SortCc),
    ("DATE", &text::SortDate),
    ("FROM", &text::SortFrom),
    ("SIZE", &text::SortSize),
    ("SUBJECT", &text::SortSubject),
    ("TO", &text::SortTo),
    ("DISPLAYFROM", &text::SortDisplayfrom),
    ("DISPLAYTO", &text::SortDisplayto),
    ("RELEVANCY", &text::SortRelevancy),
    ("ANNOTATION", &text::SortAnnotation),
];

/// The THREAD algorithms.
static ALGORITHMS: KeywordPhrases = &[
    ("ORDEREDSUBJECT", &text::ThreadOrderedsubject),
    ("REFERENCES", &text::ThreadReferences),
    ("REFS", &text::ThreadRefs),
];

pub(super) fn sort(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let criteria = command.root.child(Kind::SortCriteria)?;
    let criteria = criteria.children_of(Kind::SortCriterion);
    let criteria: Vec<String> = criteria.filter_map(|it| criterion(command, it)).collect();
    let (name, messages) = (command.name, messages(command)?);
    let criteria = criteria.into_iter();
    let criteria = criteria.reduce(|first, next| command.phrase(text::SortThen { first, next }))?;
    match found(command) {
        Some(found) => {
            explanation.say_from(5256, "3", text::CommandSort { name, messages, found, criteria });
        }
        None => explanation.say_from(5256, "3", text::CommandSortOnly { name, messages, criteria }),
    }
    // A criterion that an extension of SORT defines.
    let keys = command.root.descendants_of(Kind::SortKey);
    let keys = keys.filter_map(|key| find(Category::SortCriteria, key.text()));
    let is_of_sort = |entry: &Entry| matches!(entry.source, Some(Source::Rfc { rfc: 5256, .. }));
    if let Some(entry) = keys.filter(|entry| !is_of_sort(entry)).last() {
        explanation.cite(entry);
    }
    extensions(command, explanation);
    Some(())
}

/// `subject`, `date sent, latest first`.
fn criterion(command: SentCommand<'_>, criterion: Node<'_>) -> Option<String> {
    let keys = criterion.children_of(Kind::SortKey);
    let key = keys.last()?;
    let words = match message_annotations::asked(command, criterion) {
        Some(annotation) => command.phrase(text::SortAnnotationOf { annotation }),
        None => command.phrase(phrase_of(CRITERIA, key.text())?),
    };
    Some(if criterion.child(Kind::SortKey)?.text().eq_ignore_ascii_case(b"REVERSE") {
        command.phrase(text::SortReverse { criterion: words })
    } else {
        words
    })
}

pub(super) fn thread(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let algorithm = command.root.child(Kind::ThreadAlgorithm)?;
    let Some(how) = phrase_of(ALGORITHMS, algorithm.text()) else {
        let name = phrase::cut(algorithm.text());
        let nearest = nearest(&name, Category::ThreadAlgorithms);
        explanation.say_unknown(text::UnknownAlgorithm { name });
        say_nearest(nearest, explanation);
        return None;
    };
    let (name, how, messages) = (command.name, command.phrase(how), messages(command)?);
    let found = found(command)?;
    explanation.say_from(5256, "3", text::CommandThread { name, messages, found, how });
    let entry = find(Category::ThreadAlgorithms, algorithm.text());
    if let Some(entry) = entry.filter(|it| it.source.is_some_and(|source| !source.is_rfc(5256))) {
        explanation.cite(entry);
    }
    extensions(command, explanation);
    Some(())
}

pub(super) fn cancel_update(command: SentCommand<'_>, explanation: &mut Explanation) -> Option<()> {
    let tags = command.root.descendants_of(Kind::TagString);
    let tags: Vec<String> = tags.map(phrase::value).collect();
    if tags.is_empty() {
        return None;
    }
    let (count, tags) = (tags.len(), command.list(&tags));
    explanation.say_from(5267, "4.3.5", text::CommandCancelupdate { count, tags });
    Some(())
}
