//! The numbers that `/metrics` prints. One recorder per process, because the `metrics` crate has one.

use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};

/// In seconds; the budgets of the list and the repeat open lie among the small ones.
const BUCKETS: [f64; 12] = [
    0.001, 0.0015, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];

#[derive(Debug, thiserror::Error)]
pub enum MetricsError {
    #[error("the metrics could not be set up")]
    Build(#[from] BuildError),
    #[error("metrics were set up twice in this process")]
    Twice,
}

/// Begins to record. Called once, by whoever starts the process.
pub fn install() -> Result<PrometheusHandle, MetricsError> {
    let recorder = PrometheusBuilder::new()
        .set_buckets(&BUCKETS)?
        .build_recorder();
    let handle = recorder.handle();
    metrics::set_global_recorder(recorder).map_err(|_| MetricsError::Twice)?;
    Ok(handle)
}
