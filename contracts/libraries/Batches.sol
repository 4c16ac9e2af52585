// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Parameters} from "../types/Parameters.sol";
import {Flows, Terms} from "./Settlement.sol";

/// @notice The round that is being settled and what its settlements moved so far, in memory, so that a batch of models
/// reads and writes it once.
struct Batch {
    uint256 round;
    bool reported;
    /// Whose set of parameters the terms hold.
    uint256 parametersId;
    Terms terms;
    uint256 reserve;
    uint256 unsettledModels;
    /// What goes to each account of the ledger.
    uint256 treasury;
    uint256 burned;
    uint256 rentOwed;
}

/// @title What a batch of settlements moves
/// @notice Gathered per round, so that each model costs memory only.
library Batches {
    /// @dev Words of {Parameters} in memory.
    uint256 private constant PARAMETERS_BYTES = 17 * 32;

    /// @notice Makes a set of parameters that of the batch.
    /// @param read The set as it was read just before: nothing was put in memory after it. It is copied to where the batch has
    /// room for it, and its memory is free again: a batch takes no more memory for many rounds than for one.
    function useParameters(Batch memory batch, uint256 id, Parameters memory read) internal pure {
        batch.parametersId = id;
        Parameters memory own = batch.terms.parameters;
        assembly ("memory-safe") {
            mcopy(own, read, PARAMETERS_BYTES)
            mstore(0x40, read)
        }
    }

    /// @notice Adds what one model's settlement moved.
    /// @dev The reserve holds at least what all models still unsettled release (S3), because it was made from an upper bound
    /// of their assets; the last one gives back all that is left.
    function add(Batch memory batch, Flows memory flows) internal pure {
        uint256 reserve = batch.reserve;
        if (reserve > 0) {
            uint256 release = Math.min(flows.release, reserve);
            if (--batch.unsettledModels == 0) release = reserve;
            batch.reserve = reserve - release;
            batch.treasury += release - flows.gain;
        }
        batch.treasury += flows.fee;
        batch.burned += flows.burn;
        batch.rentOwed += flows.rent - flows.fee;
    }
}
