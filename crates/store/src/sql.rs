//! A statement under construction: text and its bound values, numbered `$1`, `$2` …, which both databases read.
//! Only literals and numbers made here go into the text; everything from outside is bound.

use crate::StoreError;
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

#[derive(Debug, Default)]
pub(crate) struct Sql {
    text: String,
    values: Vec<Value>,
}

impl Sql {
    pub(crate) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            values: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Binds a value and writes its placeholder.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        let placeholder = self.keep(value);
        self.text.push_str(&placeholder);
        self
    }

    /// Binds a value and answers its placeholder, for use in several places.
    pub(crate) fn keep(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Puts the statement as it is inside another.
    pub(crate) fn wrap(&mut self, before: &str, after: &str) {
        self.text = format!("{before}{}{after}", self.text);
    }

    /// Ends a chain of pushes with the statement itself.
    pub(crate) fn take(&mut self) -> Self {
        std::mem::take(self)
    }

    /// `(v1, v2, …)`; an empty list matches nothing on either database.
    pub(crate) fn bind_list<V: Into<Value>>(
        &mut self,
        values: impl IntoIterator<Item = V>,
    ) -> &mut Self {
        self.push("(");
        let mut first = true;
        for value in values {
            if !first {
                self.push(", ");
            }
            first = false;
            self.bind(value);
        }
        if first {
            self.push("NULL");
        }
        self.push(")")
    }

    pub(crate) async fn all(
        self,
        db: &impl ConnectionTrait,
    ) -> Result<Vec<QueryResult>, StoreError> {
        let statement =
            Statement::from_sql_and_values(db.get_database_backend(), self.text, self.values);
        Ok(db.query_all_raw(statement).await?)
    }

    pub(crate) async fn one(
        self,
        db: &impl ConnectionTrait,
    ) -> Result<Option<QueryResult>, StoreError> {
        let statement =
            Statement::from_sql_and_values(db.get_database_backend(), self.text, self.values);
        Ok(db.query_one_raw(statement).await?)
    }

    pub(crate) async fn run(self, db: &impl ConnectionTrait) -> Result<u64, StoreError> {
        let statement =
            Statement::from_sql_and_values(db.get_database_backend(), self.text, self.values);
        Ok(db.execute_raw(statement).await?.rows_affected())
    }
}
