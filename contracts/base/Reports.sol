// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IStakeSpace, Outcome, RoundRecord} from "../interfaces/IStakeSpace.sol";
import {Batch, Batches} from "../libraries/Batches.sol";
import {RoundClock} from "../libraries/RoundClock.sol";
import {Settlement, Terms} from "../libraries/Settlement.sol";
import {Gate} from "../types/Gate.sol";
import {Parameters} from "../types/Parameters.sol";
import {Ledger} from "./Ledger.sol";

/// @title The reports of the rounds
/// @notice What a report fixes for its round, how a round ends, and what its settlement is made with.
/// @dev Owns the records of the rounds.
abstract contract Reports is Ledger {
    using Batches for Batch;
    using RoundClock for Parameters;

    struct Round {
        uint120 reserve;
        uint32 unsettledModels;
        uint64 payoutFactor;
        uint16 maxScore;
        uint16 parametersId;
        Outcome outcome;
        uint32 modelCount;
        address[] pages;
    }

    uint256 private constant WAD = 1e18;

    mapping(uint256 round => Round) private _rounds;

    constructor() {
        _recordParameters();
    }

    // ------------------------------------------------------------------------------------------------------------ Reports

    function _holdReport(
        uint256 round,
        uint256 modelCount,
        uint256 payoutFactor,
        uint256 maxScore,
        address[] calldata pages
    ) internal {
        Gate gate = _readGate();
        Parameters storage p = _currentParameters();
        uint256 from = p.reportFrom(gate.locksAt());
        uint256 by = p.reportBy(gate.locksAt());
        require(!gate.paused(), Paused());
        require(round == gate.round(), WrongRound(round, gate.round()));
        require(_progress.proposedAt == 0, ReportPending(round));
        require(block.timestamp >= from && block.timestamp < by, ReportWindowClosed(from, by, block.timestamp));
        require(payoutFactor <= WAD, InvalidPayoutFactor(payoutFactor));
        require(modelCount >= _progress.highestStakedModel, ModelNotCovered(modelCount, _progress.highestStakedModel));

        uint256 reserve = _setReserveAside(gate.held(), Settlement.xMaxOf(p, payoutFactor, maxScore));
        _progress.proposedAt = uint40(block.timestamp);
        Round storage record = _rounds[round];
        record.reserve = uint120(reserve);
        record.payoutFactor = uint64(payoutFactor);
        record.maxScore = uint16(maxScore);
        record.modelCount = uint32(modelCount);
        record.pages = pages;
        emit ReportHeld(round, payoutFactor, maxScore, reserve);
    }

    function _dropReport(uint256 round) internal {
        uint256 finalFrom = _requirePending(round) + _currentParameters().challengePeriod;
        require(block.timestamp < finalFrom, TooLate(finalFrom, block.timestamp));
        _progress.proposedAt = 0;
        emit ReportDropped(round, _rounds[round].reserve);
        _returnReserve(round);
    }

    function _requirePending(uint256 round) private view returns (uint256 proposedAt) {
        proposedAt = _progress.proposedAt;
        require(round == _round() && proposedAt != 0, NoReportPending(round));
    }

    function _returnReserve(uint256 round) private {
        _giveReserveBack(_rounds[round].reserve);
        _rounds[round].reserve = 0;
    }

    // ------------------------------------------------------------------------------------------------------------ Closing

    function _closeRound(uint256 round) internal {
        uint256 finalFrom = _requirePending(round) + _currentParameters().challengePeriod;
        require(block.timestamp >= finalFrom, TooEarly(finalFrom, block.timestamp));
        Progress memory progress = _progress;
        Round storage record = _rounds[round];
        record.unsettledModels = progress.stakedModels;
        record.outcome = Outcome.Reported;
        if (progress.stakedModels == 0) _returnReserve(round);
        emit RoundClosed(round, Outcome.Reported);
        progress.lastReported = uint16(round);
        progress.missedRounds = 0;
        _openNext(progress);
    }

    function _expireRound() internal {
        Progress memory progress = _progress;
        Gate gate = _readGate();
        uint256 from = _currentParameters().expirableFrom(gate.locksAt(), progress.proposedAt);
        require(gate.locksAt() != RoundClock.RECESS && block.timestamp >= from, TooEarly(from, block.timestamp));
        if (progress.proposedAt != 0) _returnReserve(gate.round());
        _rounds[gate.round()].outcome = Outcome.Expired;
        emit RoundClosed(gate.round(), Outcome.Expired);
        // Counted across a resume: one more expiry leads straight back into recess. Nothing counts past the largest
        // maxMissedRounds there can be.
        progress.missedRounds = uint8(Math.min(uint256(progress.missedRounds) + 1, type(uint8).max));
        _openNext(progress);
    }

    function _openNext(Progress memory progress) private {
        _openRound(progress);
        _recordParameters();
        _withdrawTreasury();
    }

    function _recordParameters() private {
        _rounds[_round()].parametersId = _progress.parametersId;
    }

    // --------------------------------------------------------------------------------------------------------- Settlement

    /// @dev Reads the round a settlement is about, unless the batch has it already.
    function _loadRound(Batch memory batch, uint256 round) internal view {
        Round storage r = _rounds[round];
        batch.round = round;
        batch.reported = r.outcome == Outcome.Reported;
        if (!batch.reported) return;
        batch.reserve = r.reserve;
        batch.unsettledModels = r.unsettledModels;
        uint256 id = r.parametersId;
        if (batch.parametersId != id) batch.useParameters(id, _parametersOf(id));
        Terms memory terms = batch.terms;
        terms.payoutFactor = r.payoutFactor;
        terms.maxScore = r.maxScore;
        terms.xMax = Settlement.xMaxOf(terms.parameters, r.payoutFactor, r.maxScore);
    }

    /// @dev Writes what the batch gathered for its round. To be called before another round is loaded, and at the end.
    function _flush(Batch memory batch) internal {
        if (!batch.reported) return;
        Round storage r = _rounds[batch.round];
        r.reserve = uint120(batch.reserve);
        r.unsettledModels = uint32(batch.unsettledModels);
        _bookBatch(batch);
    }

    // -------------------------------------------------------------------------------------------------------------- Views

    function _recordOf(uint256 round) internal view returns (Round storage) {
        return _rounds[round];
    }

    /// @inheritdoc IStakeSpace
    function roundRecord(uint256 round) external view returns (RoundRecord memory) {
        Round storage r = _rounds[round];
        return
            RoundRecord({
                outcome: r.outcome,
                parametersId: r.parametersId,
                payoutFactor: r.payoutFactor,
                maxScore: r.maxScore,
                modelCount: r.modelCount,
                reserve: r.reserve,
                unsettledModels: r.unsettledModels,
                pages: r.pages
            });
    }
}
