//! Carrying out one job. It may be the second time, so what goes out bears the same name as the first.

use super::{SEND_MAIL, sealed};
use crate::App;
use crate::ports::MailError;
use std::error::Error;
use std::time::Duration;
use store::outbox::{Job, MOST_ATTEMPTS};

/// Well within a job's lease, so that nobody else begins it meanwhile.
const PATIENCE: Duration = Duration::from_secs(120);

pub(super) enum Outcome {
    Done,
    /// Not now: try again.
    Later(String),
    /// Trying again is useless.
    Never(String),
}

pub(super) async fn carry_out(app: &App, job: &Job) -> Outcome {
    // Claimed once too often without ever being closed: it takes the program down with it.
    if job.attempts > MOST_ATTEMPTS {
        return Outcome::Never("every attempt broke off".to_owned());
    }
    match job.kind.as_str() {
        SEND_MAIL => send_mail(app, job).await,
        // Queued by a newer program, which may be the next to look.
        other => Outcome::Later(format!("this program does not know the job `{other}`")),
    }
}

async fn send_mail(app: &App, job: &Job) -> Outcome {
    let Some(mail) = sealed::open(&app.keys.code, job.id, &job.payload) else {
        return Outcome::Never("the mail cannot be read with this installation's key".to_owned());
    };
    match tokio::time::timeout(PATIENCE, app.mailer.send(&mail)).await {
        Ok(Ok(())) => Outcome::Done,
        Ok(Err(error @ MailError::Refused(_))) => Outcome::Never(told(&error)),
        Ok(Err(error @ MailError::Unavailable(_))) => Outcome::Later(told(&error)),
        Err(_) => Outcome::Later("the mail relay took too long".to_owned()),
    }
}

/// An error and what caused it, in one line.
fn told(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text.chars().take(1_000).collect()
}
