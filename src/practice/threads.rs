//! Groups messages into threads (RFC 5256, section 3).
//!
//! REFERENCES builds a forest. A *node* is a message, or a *dummy* in place of one that others refer
//! to and that was not found. Nodes refer to each other by their indexes.

use super::mime::BaseSubject;
use jiff::Timestamp;
use std::collections::HashMap;

/// How many dummies there can be. Further references are ignored.
const MAX_DUMMIES: usize = 200_000;

/// What THREAD compares in a message.
#[derive(Clone, Debug)]
pub struct ThreadMessage {
    /// Its number or UID in the response.
    pub shown: u32,
    pub sent: Timestamp,
    pub subject: BaseSubject,
    pub id: Option<String>,
    /// The IDs of the messages above it, the parent last.
    pub references: Vec<String>,
}

/// The threads as in a THREAD response, by ORDEREDSUBJECT: all replies are children of the first
/// message with a subject.
pub fn by_subject(mut messages: Vec<ThreadMessage>) -> String {
    let order = |message: &ThreadMessage| (message.sent, message.shown);
    messages.sort_by(|a, b| (&a.subject.text, order(a)).cmp(&(&b.subject.text, order(b))));
    let mut threads: Vec<&[ThreadMessage]> =
        messages.chunk_by(|a, b| a.subject.text == b.subject.text).collect();
    threads.sort_by_key(|thread| thread.first().map(order));
    let mut forest = Forest::default();
    for thread in threads {
        let root = forest.add(thread.first().cloned());
        forest.roots.push(root);
        for reply in thread.iter().skip(1) {
            let child = forest.add(Some(reply.clone()));
            forest.adopt(root, child);
        }
    }
    forest.print()
}

/// The threads as in a THREAD response, by REFERENCES.
pub fn by_references(messages: Vec<ThreadMessage>) -> String {
    let mut forest = Forest::default();
    forest.link(messages);
    forest.roots = (0..forest.nodes.len()).filter(|node| forest.parent(*node).is_none()).collect();
    forest.prune();
    forest.sort();
    forest.gather_subjects();
    forest.sort();
    forest.print()
}

#[derive(Debug, Default)]
struct ThreadNode {
    /// `None`: a dummy.
    message: Option<ThreadMessage>,
    parent: Option<usize>,
    children: Vec<usize>,
}

#[derive(Debug, Default)]
struct Forest {
    nodes: Vec<ThreadNode>,
    roots: Vec<usize>,
}

impl Forest {
    fn add(&mut self, message: Option<ThreadMessage>) -> usize {
        self.nodes.push(ThreadNode { message, parent: None, children: Vec::new() });
        self.nodes.len() - 1
    }

    fn parent(&self, node: usize) -> Option<usize> {
        self.nodes[node].parent
    }

    fn adopt(&mut self, parent: usize, child: usize) {
        self.nodes[child].parent = Some(parent);
        self.nodes[parent].children.push(child);
    }

    fn orphan(&mut self, child: usize) {
        if let Some(parent) = self.nodes[child].parent.take() {
            self.nodes[parent].children.retain(|it| *it != child);
        }
    }

    /// Whether `ancestor` is a node or above it.
    fn is_above(&self, ancestor: usize, mut node: usize) -> bool {
        loop {
            if node == ancestor {
                return true;
            }
            match self.parent(node) {
                Some(parent) => node = parent,
                None => return false,
            }
        }
    }

    /// Step 1: makes each message a child of the one to which it refers.
    fn link(&mut self, messages: Vec<ThreadMessage>) {
        let mut by_id: HashMap<String, usize> = HashMap::new();
        let mut dummies = 0;
        for message in messages {
            let mut above = None;
            for id in &message.references {
                let node = match by_id.get(id) {
                    Some(node) => *node,
                    None if dummies >= MAX_DUMMIES => continue,
                    None => {
                        dummies += 1;
                        let node = self.add(None);
                        by_id.insert(id.clone(), node);
                        node
                    }
                };
                if let Some(above) = above
                    && self.parent(node).is_none()
                    && !self.is_above(node, above)
                {
                    self.adopt(above, node);
                }
                above = Some(node);
            }
            // A message without an ID, or with that of an earlier one, gets its own node.
            let id = message.id.clone();
            let known = id.as_ref().and_then(|id| by_id.get(id)).copied();
            let node = match known.filter(|node| self.nodes[*node].message.is_none()) {
                Some(node) => {
                    self.nodes[node].message = Some(message);
                    node
                }
                None => {
                    let node = self.add(Some(message));
                    if let (Some(id), None) = (id, known) {
                        by_id.insert(id, node);
                    }
                    node
                }
            };
            self.orphan(node);
            if let Some(above) = above
                && !self.is_above(node, above)
            {
                self.adopt(above, node);
            }
        }
    }

    /// Step 3: removes the dummies, and puts their children in their place. At the root a dummy with
    /// several children stays.
    fn prune(&mut self) {
        // The children come before their parents.
        for node in self.bottom_up() {
            let children = std::mem::take(&mut self.nodes[node].children);
            let mut kept = Vec::with_capacity(children.len());
            for child in children {
                match self.nodes[child].message {
                    Some(_) => kept.push(child),
                    None => kept.append(&mut std::mem::take(&mut self.nodes[child].children)),
                }
            }
            for child in &kept {
                self.nodes[*child].parent = Some(node);
            }
            self.nodes[node].children = kept;
        }
        let roots = std::mem::take(&mut self.roots);
        for root in roots {
            match (&self.nodes[root].message, self.nodes[root].children.as_slice()) {
                (None, []) => {}
                (None, [only]) => {
                    let only = *only;
                    self.nodes[only].parent = None;
                    self.roots.push(only);
                }
                _ => self.roots.push(root),
            }
        }
    }

    /// All nodes below the roots and the roots, each after its children.
    fn bottom_up(&self) -> Vec<usize> {
        let mut order = self.roots.clone();
        let mut at = 0;
        while let Some(node) = order.get(at) {
            order.extend_from_slice(&self.nodes[*node].children);
            at += 1;
        }
        order.reverse();
        order
    }

    /// When a node was sent. A dummy is as old as its first child.
    fn sent(&self, node: usize) -> Option<(Timestamp, u32)> {
        let node = &self.nodes[node];
        let message = node.message.as_ref();
        let first = node.children.first().and_then(|child| self.nodes[*child].message.as_ref());
        message.or(first).map(|message| (message.sent, message.shown))
    }

    /// Steps 4 and 6: sorts siblings by the dates when they were sent.
    fn sort(&mut self) {
        for node in self.bottom_up() {
            let mut children = std::mem::take(&mut self.nodes[node].children);
            children.sort_by_key(|child| self.sent(*child));
            self.nodes[node].children = children;
        }
        let mut roots = std::mem::take(&mut self.roots);
        roots.sort_by_key(|root| self.sent(*root));
        self.roots = roots;
    }

    /// The subject of a thread: that of its first message.
    fn subject(&self, root: usize) -> Option<&BaseSubject> {
        let node = &self.nodes[root];
        let first = node.children.first().and_then(|child| self.nodes[*child].message.as_ref());
        let subject = &node.message.as_ref().or(first)?.subject;
        Some(subject).filter(|subject| !subject.text.is_empty())
    }

    /// Whether a thread begins with a message that is a reply or was forwarded.
    fn is_reply(&self, root: usize) -> bool {
        self.nodes[root].message.as_ref().is_some_and(|message| message.subject.is_reply)
    }

    /// Step 5: puts threads with the same subject together.
    fn gather_subjects(&mut self) {
        let mut table: HashMap<String, usize> = HashMap::new();
        for &root in &self.roots {
            let Some(subject) = self.subject(root) else {
                continue;
            };
            match table.get(&subject.text) {
                None => drop(table.insert(subject.text.clone(), root)),
                Some(&known) => {
                    let is_dummy = self.nodes[root].message.is_none();
                    let known_is_dummy = self.nodes[known].message.is_none();
                    let is_original = self.is_reply(known) && !self.is_reply(root);
                    if !known_is_dummy && (is_dummy || is_original) {
                        table.insert(subject.text.clone(), root);
                    }
                }
            }
        }
        let mut merged: Vec<usize> = Vec::new();
        for root in std::mem::take(&mut self.roots) {
            if self.parent(root).is_some() {
                // It has been put together with an earlier thread.
                merged.push(root);
                continue;
            }
            let text = self.subject(root).map(|subject| subject.text.clone());
            let known = text.as_ref().and_then(|text| table.get(text)).copied();
            match (known, text) {
                (Some(known), Some(text)) if known != root => {
                    if let Some(dummy) = self.merge(root, known) {
                        table.insert(text, dummy);
                    }
                }
                _ => merged.push(root),
            }
        }
        for root in &mut merged {
            // A new dummy may be above it.
            while let Some(parent) = self.nodes[*root].parent {
                *root = parent;
            }
        }
        merged.sort_unstable();
        merged.dedup();
        self.roots = merged;
    }

    /// Puts a thread together with another of the same subject. Returns the dummy that has both as
    /// its children, if one was needed.
    fn merge(&mut self, root: usize, known: usize) -> Option<usize> {
        let is_dummy = |forest: &Forest, node: usize| forest.nodes[node].message.is_none();
        if is_dummy(self, known) && is_dummy(self, root) {
            for child in std::mem::take(&mut self.nodes[root].children) {
                self.adopt(known, child);
            }
            None
        } else if is_dummy(self, known) || (self.is_reply(root) && !self.is_reply(known)) {
            self.adopt(known, root);
            None
        } else {
            let dummy = self.add(None);
            self.adopt(dummy, known);
            self.adopt(dummy, root);
            Some(dummy)
        }
    }

    /// The threads as in the response: `(2)(3 6 (4 23)(44 7 96))`. This does not recurse, because a
    /// thread can be very deep.
    fn print(&self) -> String {
        enum PrintStep {
            Node(usize),
            Text(&'static str),
        }
        let mut printed = String::new();
        let mut rest: Vec<PrintStep> = Vec::new();
        for &root in self.roots.iter().rev() {
            rest.extend([PrintStep::Text(")"), PrintStep::Node(root), PrintStep::Text("(")]);
        }
        while let Some(piece) = rest.pop() {
            let node = match piece {
                PrintStep::Text(text) => {
                    printed.push_str(text);
                    continue;
                }
                PrintStep::Node(node) => &self.nodes[node],
            };
            if let Some(message) = &node.message {
                printed.push_str(&message.shown.to_string());
            }
            match node.children.as_slice() {
                [] => {}
                [only] => rest.extend([PrintStep::Node(*only), PrintStep::Text(" ")]),
                children => {
                    for &child in children.iter().rev() {
                        rest.extend([
                            PrintStep::Text(")"),
                            PrintStep::Node(child),
                            PrintStep::Text("("),
                        ]);
                    }
                    if node.message.is_some() {
                        rest.push(PrintStep::Text(" "));
                    }
                }
            }
        }
        printed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::practice::mime::base_subject;

    /// A message whose ID is its number, sent in the order of the numbers.
    fn message(shown: u32, subject: &str, references: &[&str]) -> ThreadMessage {
        ThreadMessage {
            shown,
            sent: Timestamp::from_second(i64::from(shown)).unwrap(),
            subject: base_subject(subject),
            id: Some(shown.to_string()),
            references: references.iter().map(|id| (*id).to_owned()).collect(),
        }
    }

    #[test]
    fn references_make_trees() {
        let threads = |messages: &[ThreadMessage]| by_references(messages.to_vec());
        assert_eq!(threads(&[]), "");
        let chain =
            [message(1, "a", &[]), message(2, "re: a", &["1"]), message(3, "x", &["1", "2"])];
        assert_eq!(threads(&chain), "(1 2 3)");
        let siblings = [message(1, "a", &[]), message(2, "b", &["1"]), message(3, "c", &["1"])];
        assert_eq!(threads(&siblings), "(1 (2)(3))");
        // The message above both is missing; above a single one, its place is not kept.
        let lost = [message(1, "a", &["0"]), message(2, "b", &["0"]), message(3, "c", &["9"])];
        assert_eq!(threads(&lost), "((1)(2))(3)");
        let circular = [message(1, "a", &["2"]), message(2, "b", &["1"])];
        assert_eq!(threads(&circular), "(2 1)");
        let same_id = ThreadMessage { id: Some("1".into()), ..message(2, "b", &[]) };
        assert_eq!(threads(&[message(1, "a", &[]), same_id]), "(1)(2)");
    }

    #[test]
    fn threads_with_the_same_subject_are_put_together() {
        let threads = |messages: &[ThreadMessage]| by_references(messages.to_vec());
        let reply = [message(1, "a", &[]), message(2, "re: a", &[])];
        assert_eq!(threads(&reply), "(1 2)");
        let early_reply = [message(1, "re: a", &[]), message(2, "a", &[])];
        assert_eq!(threads(&early_reply), "(2 1)");
        let equal = [message(1, "a", &[]), message(2, "b", &[]), message(3, "a", &[])];
        assert_eq!(threads(&equal), "((1)(3))(2)");
        let three = [message(1, "a", &[]), message(2, "a", &[]), message(3, "a", &[])];
        assert_eq!(threads(&three), "((1)(2)(3))");
        assert_eq!(by_subject(three.to_vec()), "(1 (2)(3))");
        assert_eq!(by_subject(equal.to_vec()), "(1 3)(2)");
    }

    #[test]
    fn a_very_deep_thread_is_printed_without_recursion() {
        let number = |n: u32| n.to_string();
        let messages = (1..=20_000).map(|n| message(n, "", &[number(n - 1).as_str()]));
        let printed = by_references(messages.collect());
        assert!(printed.starts_with("(1 2 3 ") && printed.ends_with(" 20000)"));
    }
}
