//! Bytes that a layer must move, and what two numbers of a machine allow: the roofline model.
//!
//! Source: Williams, Waterman and Patterson, *Roofline: an insightful visual performance model for multicore
//! architectures*, 2009.

use super::{DataType, Ledger, Memory, Operations, Ratio, TypedCount};
use crate::layer::{Layer, Operation, Shape};
use crate::lowering::Pass;

/// What a layer's forward pass moves and does at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traffic {
    /// Bytes: each input and parameter read once, each output written once.
    pub bytes: u128,
    /// Operations: exact FLOPs of a GEMM, all operations of another layer.
    pub operations: u128,
}

impl Traffic {
    /// The traffic of a layer; `None` past 128 bits.
    pub fn of(layer: &Layer, inputs: &[Shape], data_type: DataType) -> Option<Traffic> {
        let memory = Memory::of(layer, inputs)?;
        let elements = memory.inputs.checked_add(memory.parameters)?.checked_add(memory.output)?;
        let operations = match &layer.operation {
            Operation::Gemm(gemm) => Ledger::new(gemm, Pass::Forward).ok()?.flops,
            _ => Operations::of(layer)?.total()?,
        };
        Some(Traffic { bytes: elements.checked_mul(data_type.bytes())?, operations })
    }

    /// Arithmetic intensity: operations for each byte.
    pub fn intensity(&self) -> Option<Ratio> {
        Ratio::new(self.operations, self.bytes)
    }
}

/// What a machine can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Roofline {
    /// Operations a second.
    pub peak: u128,
    /// Bytes a second.
    pub bandwidth: u128,
}

/// Which of a machine's two numbers is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RateError {
    /// The peak.
    Peak,
    /// The bandwidth.
    Bandwidth,
}

/// What keeps a layer from being faster.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// The peak.
    Compute,
    /// The bandwidth.
    Memory,
}

impl Roofline {
    /// Reads the two numbers as they were typed: `19.5T`, `19.5 TFLOP/s`, `900 GB/s`. `None` as long as one is empty.
    ///
    /// # Errors
    ///
    /// Which of them is no number, or 0.
    ///
    /// ```
    /// use im2cost::cost::{RateError, Roofline};
    /// let machine = Roofline { peak: 19_500_000_000_000, bandwidth: 900_000_000_000 };
    /// assert_eq!(Roofline::read("19.5 TFLOP/s", "900 GB/s"), Ok(Some(machine)));
    /// assert_eq!(Roofline::read("19.5T", "900e9"), Ok(Some(machine)));
    /// assert_eq!(Roofline::read("19.5 TFLOPS", " "), Ok(None));
    /// assert_eq!(Roofline::read("fast", ""), Err(RateError::Peak));
    /// assert_eq!(Roofline::read("1T", "0"), Err(RateError::Bandwidth));
    /// ```
    pub fn read(peak: &str, bandwidth: &str) -> Result<Option<Roofline>, RateError> {
        let peak = rate(peak, &["flops", "flop", "ops", "op"]).map_err(|()| RateError::Peak)?;
        let bandwidth = rate(bandwidth, &["bytes", "byte", "b"]).map_err(|()| RateError::Bandwidth)?;
        Ok(peak.zip(bandwidth).map(|(peak, bandwidth)| Roofline { peak, bandwidth }))
    }

    /// The intensity from which on the peak is the limit; `None` without a bandwidth.
    pub fn ridge(&self) -> Option<Ratio> {
        Ratio::new(self.peak, self.bandwidth)
    }

    /// Which of the two takes longer; at the ridge, the peak. `None` where one of them is 0.
    pub fn limit(&self, traffic: &Traffic) -> Option<Limit> {
        let [computing, moving] = self.times(traffic)?;
        Some(if computing >= moving { Limit::Compute } else { Limit::Memory })
    }

    /// Seconds that the layer takes at least: a bound, not a forecast. `None` where one of the two is 0.
    ///
    /// ```
    /// use im2cost::cost::{Limit, Ratio, Roofline, Traffic};
    /// // 10 TFLOP/s and 1 TB/s: below 10 operations a byte, the memory is the limit.
    /// let machine = Roofline { peak: 10_000_000_000_000, bandwidth: 1_000_000_000_000 };
    /// let traffic = Traffic { bytes: 4_000_000, operations: 8_000_000 };
    /// assert_eq!(machine.ridge(), Some(Ratio::whole(10)));
    /// assert_eq!(machine.limit(&traffic), Some(Limit::Memory));
    /// assert_eq!(machine.least_seconds(&traffic), Ratio::new(4, 1_000_000));
    /// assert_eq!(machine.attainable(&traffic), Some(Ratio::whole(2_000_000_000_000)));
    /// ```
    pub fn least_seconds(&self, traffic: &Traffic) -> Option<Ratio> {
        let [computing, moving] = self.times(traffic)?;
        Some(computing.max(moving))
    }

    /// Operations a second that the layer can reach: the peak, or its intensity times the bandwidth.
    pub fn attainable(&self, traffic: &Traffic) -> Option<Ratio> {
        let by_memory = traffic.intensity()?.times(Ratio::whole(self.bandwidth))?;
        Some(by_memory.min(Ratio::whole(self.peak)))
    }

    fn times(&self, traffic: &Traffic) -> Option<[Ratio; 2]> {
        Some([Ratio::new(traffic.operations, self.peak)?, Ratio::new(traffic.bytes, self.bandwidth)?])
    }
}

/// A number of units a second, at least 1; `None` of an empty text.
fn rate(text: &str, units: &[&str]) -> Result<Option<u128>, ()> {
    let lower = text.trim().to_ascii_lowercase();
    if lower.is_empty() {
        return Ok(None);
    }
    let seconds = ["/s", "/秒"].into_iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower);
    let number = units.iter().find_map(|unit| seconds.strip_suffix(unit)).unwrap_or(seconds);
    let number = TypedCount::read(number).and_then(|count| count.number());
    number.filter(|number| *number > 0).map(Some).ok_or(())
}
