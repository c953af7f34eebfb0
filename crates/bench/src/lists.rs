//! The two lists that are measured, at the product and at the floor.

use crate::people::Viewer;
use crate::wrk::Request;
use contract::paths;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Invoices addressed to the viewer's third party.
    Invoices,
    /// Certificates by interest in the property.
    Certificates,
}

impl List {
    pub const BOTH: [Self; 2] = [Self::Invoices, Self::Certificates];
    pub const FULL_PAGE: usize = 50;

    pub const fn name(self) -> &'static str {
        match self {
            Self::Invoices => "unpaid invoices",
            Self::Certificates => "certificates",
        }
    }

    pub fn path(self, limit: usize) -> String {
        let query = match self {
            Self::Invoices => "kind=invoice&status=outstanding&sort=due",
            Self::Certificates => "kind=document&sort=due",
        };
        format!("{}?{query}&limit={limit}", paths::RECORDS)
    }

    pub fn floor_path(self, viewer: usize) -> String {
        match self {
            Self::Invoices => format!("/invoices/{viewer}"),
            Self::Certificates => format!("/certificates/{viewer}"),
        }
    }

    /// One request per viewer.
    pub fn requests(self, viewers: &[Viewer], limit: usize) -> Vec<Request> {
        viewers
            .iter()
            .map(|viewer| (self.path(limit), viewer.headers.clone()))
            .collect()
    }

    pub fn floor_requests(self, viewers: &[Viewer]) -> Vec<Request> {
        (0..viewers.len())
            .map(|viewer| (self.floor_path(viewer), Vec::new()))
            .collect()
    }
}
