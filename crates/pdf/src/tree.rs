//! The structure tree: what assistive technology reads. Built while laying out, filled with content while drawing.

use std::num::NonZeroU16;

use krilla::tagging::{
    Identifier, Node as Child, TableHeaderScope, Tag, TagGroup, TagKind, TagTree,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NodeId(usize);

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    Heading { level: NonZeroU16, title: String },
    Paragraph,
    Division,
    Table,
    TableHead,
    TableBody,
    TableFoot,
    Row,
    ColumnTitle,
    RowTitle,
    Cell,
}

#[derive(Debug, Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    roots: Vec<NodeId>,
}

#[derive(Debug)]
struct Node {
    kind: Kind,
    children: Vec<NodeId>,
    content: Vec<Identifier>,
}

impl Tree {
    pub fn root(&mut self, kind: Kind) -> NodeId {
        let id = self.node(kind);
        self.roots.push(id);
        id
    }

    pub fn child(&mut self, parent: NodeId, kind: Kind) -> NodeId {
        let id = self.node(kind);
        if let Some(parent) = self.nodes.get_mut(parent.0) {
            parent.children.push(id);
        }
        id
    }

    fn node(&mut self, kind: Kind) -> NodeId {
        self.nodes.push(Node {
            kind,
            children: Vec::new(),
            content: Vec::new(),
        });
        NodeId(self.nodes.len() - 1)
    }

    pub fn fill(&mut self, id: NodeId, content: Identifier) {
        if let Some(node) = self.nodes.get_mut(id.0) {
            node.content.push(content);
        }
    }

    pub fn build(self, language: &str) -> TagTree {
        let mut tree = TagTree::new().with_lang(Some(language.to_owned()));
        tree.children = self
            .roots
            .iter()
            .filter_map(|id| self.group(*id))
            .map(Child::Group)
            .collect();
        tree
    }

    fn group(&self, id: NodeId) -> Option<TagGroup> {
        let node = self.nodes.get(id.0)?;
        let content = node.content.iter().copied().map(Child::Leaf);
        let children = node
            .children
            .iter()
            .filter_map(|id| self.group(*id))
            .map(Child::Group);
        Some(TagGroup::with_children(
            tag(&node.kind),
            content.chain(children).collect(),
        ))
    }
}

fn tag(kind: &Kind) -> TagKind {
    match kind {
        Kind::Heading { level, title } => Tag::Hn(*level, Some(title.clone())).into(),
        Kind::Paragraph => Tag::P.into(),
        Kind::Division => Tag::Div.into(),
        Kind::Table => Tag::Table.into(),
        Kind::TableHead => Tag::THead.into(),
        Kind::TableBody => Tag::TBody.into(),
        Kind::TableFoot => Tag::TFoot.into(),
        Kind::Row => Tag::TR.into(),
        Kind::ColumnTitle => Tag::TH(TableHeaderScope::Column).into(),
        Kind::RowTitle => Tag::TH(TableHeaderScope::Row).into(),
        Kind::Cell => Tag::TD.into(),
    }
}
