//! What happens to rendered bytes: the gate that proves them, and the only place that writes.

pub mod gate;
