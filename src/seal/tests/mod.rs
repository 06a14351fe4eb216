mod keys;
mod open;
mod sealer;
mod vectors;
