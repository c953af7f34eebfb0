# Short names for what `cargo xtask` does; `just` itself is never needed.

[private]
default:
    @just --list --unsorted

# Build, make the demo firm if it is not there yet, and serve it
demo *args:
    cargo xtask demo {{args}}

# Check everything: formatting, lints, every test on both databases
test *args:
    cargo xtask test {{args}}

# Serve the demo firm while working, built again on every change
watch *args:
    cargo xtask watch {{args}}

# Build the web app and the one binary that holds it, at target/release/sightline
build:
    cargo xtask build

# Measure Sightline against its floor
bench *args:
    cargo xtask bench {{args}}

# Write openapi/openapi.json anew from the handlers
openapi:
    cargo xtask openapi

# Format everything
fmt:
    cargo fmt --all

# Lints alone, as the test run has them
lint:
    cargo xtask test --only fmt --only clippy
