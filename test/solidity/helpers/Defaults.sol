// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Parameters} from "../../../contracts/types/Parameters.sol";

/// @notice The default parameters of docs/parameters.md.
library Defaults {
    function parameters() internal pure returns (Parameters memory) {
        return
            Parameters({
                baseLimit: 1000e18,
                maxLimit: 50_000e18,
                minBid: 1e18,
                registrationFee: 1e18,
                newcomerShare: 0.1e18,
                limitGain: 8e18,
                limitDecay: 0.02e18,
                tcClip: 0.03e18,
                returnClip: 0.05e18,
                ppfFloor: 0.5e18,
                rentFee: 0.1e18,
                biddingPeriod: 3 days,
                quietPeriod: 12 hours,
                livePeriod: 20 days,
                reportPeriod: 7 days,
                challengePeriod: 1 days,
                maxMissedRounds: 3
            });
    }
}
