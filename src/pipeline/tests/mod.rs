mod publish;
mod released_cache;
