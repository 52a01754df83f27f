//! Algorithms, their conditions, limits, and how a number was found.

use im2cost::cost::counters::Tool;
use im2cost::cost::{Algorithm, Answer, Condition, Convention, Counting, Limit, Ratio, Times};

use crate::{assert_covers, say};

#[test]
fn every_algorithm_and_condition_has_words() {
    assert_covers!(
        Algorithm::ALL,
        Algorithm::Direct,
        Algorithm::Im2colGemm,
        Algorithm::ImplicitGemm,
        Algorithm::WinogradTwo,
        Algorithm::WinogradFour,
        Algorithm::ZeroInsertion,
        Algorithm::SubPixel,
    );
    assert_covers!(
        Condition::ALL,
        Condition::Convolution,
        Condition::Transposed,
        Condition::KernelThree,
        Condition::StrideOne,
        Condition::DilationOne,
    );
    let mut listing = String::new();
    for algorithm in Algorithm::ALL {
        say(&mut listing, |language| language.algorithm(algorithm).to_owned());
        say(&mut listing, |language| language.explain_algorithm(algorithm).to_owned());
    }
    for condition in Condition::ALL {
        say(&mut listing, |language| language.condition(condition).to_owned());
    }
    for limit in [Limit::Compute, Limit::Memory] {
        say(&mut listing, |language| language.limit(limit).to_owned());
    }
    for times in [Times::One, Times::Two, Times::Half] {
        let counting = Counting { bias: true, ..Counting::default() };
        for convention in [Convention::Counting(counting), Convention::Tool(Tool::FlopCounterMode)] {
            let answer = Answer { convention, times, value: Ratio::whole(1) };
            say(&mut listing, |language| language.answer(&answer));
        }
    }
    insta::assert_snapshot!("algorithms", listing);
}
