// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice Everything a governor can set. Amounts in token wei, shares and rates with 18 decimals, periods in seconds.
/// Defaults and bounds stand in docs/parameters.md; {ParameterBounds} checks the bounds.
struct Parameters {
    /// Limit of a model whose sheet gives it the whole base, before anything is earned.
    uint128 baseLimit;
    /// No limit grows above this.
    uint128 maxLimit;
    /// A position is empty or worth at least this after its holder touched it.
    uint128 minBid;
    /// What registering a model costs; it goes to the sink.
    uint128 registrationFee;
    /// Share of the base of a model that no report has covered.
    uint64 newcomerShare;
    /// Limit earned per unit of stake-weighted growth.
    uint64 limitGain;
    /// Part of the earned limit lost each scored round.
    uint64 limitDecay;
    /// Growth counts between -tcClip and +tcClip.
    uint64 tcClip;
    /// The most a filled stake can gain or burn in a round.
    uint64 returnClip;
    /// Personal payout factor at account weight 0.
    uint64 ppfFloor;
    /// Part of the rent that goes to the treasury.
    uint64 rentFee;
    uint32 biddingPeriod;
    uint32 quietPeriod;
    uint32 livePeriod;
    uint32 reportPeriod;
    uint32 challengePeriod;
    /// Expired rounds in a row after which the next one opens in recess.
    uint8 maxMissedRounds;
}
