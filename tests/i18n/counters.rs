//! Why other counters print other numbers.

use im2cost::cost::counters::{Unpredictable, Why};

use crate::{assert_covers, say};

#[test]
fn every_reason_has_a_sentence() {
    assert_covers!(
        Why::ALL,
        Why::Doubled,
        Why::OneImage,
        Why::BiasAdded,
        Why::OutputPositions,
        Why::GroupsTwice,
        Why::GroupsIgnored,
        Why::OutChannelsForIn,
        Why::FourPerAxis,
        Why::PaddingWordUnread,
        Why::PaddingWordHalved,
        Why::PixelsIgnored,
        Why::TransposedUnread,
        Why::BackwardPasses,
        Why::WeightGradientGroups,
        Why::KernelOverStride,
        Why::OutputPaddingIgnored,
        Why::DilationIgnored,
        Why::ElementwiseCounted,
        Why::CountedTwice,
        Why::WindowAsSide,
        Why::NormFolded,
        Why::ParametersPerImage,
    );
    assert_covers!(
        Unpredictable::ALL,
        Unpredictable::Incomplete,
        Unpredictable::TooLarge,
        Unpredictable::DependsOnClass,
        Unpredictable::DependsOnCall,
        Unpredictable::DependsOnSharing,
        Unpredictable::DependsOnReturned,
        Unpredictable::DependsOnRounding,
        Unpredictable::NotInPytorch,
        Unpredictable::NotExported,
        Unpredictable::NotMeasured,
        Unpredictable::NotKnown,
        Unpredictable::OtherSize,
    );
    let mut listing = String::new();
    for why in Why::ALL {
        say(&mut listing, |language| language.why(why).to_owned());
    }
    for unpredictable in Unpredictable::ALL {
        say(&mut listing, |language| language.unpredictable(unpredictable).to_owned());
    }
    insta::assert_snapshot!("counters", listing);
}
