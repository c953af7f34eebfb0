//! Reads a rendered document back with another library: its text page by page, and its structure tree.

use lopdf::{Dictionary, Document, Object};

/// An element of the structure tree.
#[derive(Debug)]
pub struct Element {
    pub kind: String,
    pub scope: Option<String>,
    pub children: Vec<Element>,
}

pub struct Reading {
    pub document: Document,
}

impl Reading {
    pub fn of(bytes: &[u8]) -> Self {
        Self {
            document: Document::load_mem(bytes).unwrap(),
        }
    }

    pub fn pages(&self) -> Vec<String> {
        self.document
            .get_pages()
            .keys()
            .map(|page| self.document.extract_text(&[*page]).unwrap())
            .collect()
    }

    pub fn text(&self) -> String {
        self.pages().concat()
    }

    pub fn words(&self) -> Vec<String> {
        self.text().split_whitespace().map(str::to_owned).collect()
    }

    pub fn structure(&self) -> Element {
        let root = self
            .document
            .catalog()
            .unwrap()
            .get(b"StructTreeRoot")
            .unwrap();
        let root = self.dictionary(root);
        self.elements(root.get(b"K").unwrap()).remove(0)
    }

    fn element(&self, dictionary: &Dictionary) -> Element {
        let scope = dictionary
            .get(b"A")
            .ok()
            .and_then(|attributes| self.scope(attributes));
        let kind =
            String::from_utf8(dictionary.get(b"S").unwrap().as_name().unwrap().to_vec()).unwrap();
        let children = dictionary
            .get(b"K")
            .map(|kids| self.elements(kids))
            .unwrap_or_default();
        Element {
            kind,
            scope,
            children,
        }
    }

    fn elements(&self, kids: &Object) -> Vec<Element> {
        let kids = match self.resolve(kids) {
            Object::Array(kids) => kids.clone(),
            kid => vec![kid.clone()],
        };
        let elements = kids
            .iter()
            .filter_map(|kid| self.resolve(kid).as_dict().ok())
            .filter(|kid| kid.has(b"S"));
        elements.map(|kid| self.element(kid)).collect()
    }

    fn scope(&self, attributes: &Object) -> Option<String> {
        match self.resolve(attributes) {
            Object::Array(all) => all.iter().find_map(|attributes| self.scope(attributes)),
            Object::Dictionary(attributes) => {
                let scope = attributes.get(b"Scope").ok()?.as_name().ok()?;
                Some(String::from_utf8(scope.to_vec()).unwrap())
            }
            _ => None,
        }
    }

    fn dictionary(&self, object: &Object) -> Dictionary {
        self.resolve(object).as_dict().unwrap().clone()
    }

    fn resolve<'a>(&'a self, object: &'a Object) -> &'a Object {
        self.document.dereference(object).unwrap().1
    }
}

impl Element {
    pub fn all(&self, kind: &str) -> Vec<&Element> {
        let mut found = Vec::new();
        if self.kind == kind {
            found.push(self);
        }
        found.extend(self.children.iter().flat_map(|child| child.all(kind)));
        found
    }

    pub fn headings(&self) -> Vec<&str> {
        let mine = matches!(self.kind.as_str(), "H1" | "H2" | "H3").then_some(self.kind.as_str());
        mine.into_iter()
            .chain(self.children.iter().flat_map(Element::headings))
            .collect()
    }
}
