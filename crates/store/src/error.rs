//! What can go wrong below. None of it is ever shown to a client.

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the database failed")]
    Database(#[from] sea_orm::DbErr),
    #[error("listening to the database failed")]
    Listening(#[from] sqlx::Error),
    /// A row that this program cannot have written.
    #[error("stored data is unreadable: {what}")]
    Corrupt { what: String },
    #[error(transparent)]
    Mixed(#[from] domain::slice::MixedViewers),
}

impl StoreError {
    pub(crate) fn corrupt(what: impl Into<String>) -> Self {
        Self::Corrupt { what: what.into() }
    }
}
