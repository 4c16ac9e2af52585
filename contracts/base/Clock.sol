// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace, RoundStatus} from "../interfaces/IStakeSpace.sol";
import {ParameterBounds} from "../ParameterBounds.sol";
import {RoundClock} from "../libraries/RoundClock.sol";
import {Gate} from "../types/Gate.sol";
import {Parameters} from "../types/Parameters.sol";

/// @title The clock of the rounds
/// @notice Which round is open, where it stands, and which parameters it is played with.
/// @dev Owns the gate, the progress and the sets of parameters. Everything in this folder is reached through {StakeSpace},
/// which checks the callers.
abstract contract Clock is IStakeSpace {
    using RoundClock for Parameters;

    /// @notice The rest of what is known of the open round, in one slot, because opening a round writes it whole.
    struct Progress {
        uint40 opensAt;
        /// Written by {Reports}.
        uint40 proposedAt;
        /// Written by {Books}.
        uint32 stakedModels;
        /// Highest model id that ever had a bid: every sheet must cover it. Written by {Books}.
        uint32 highestStakedModel;
        /// Written by {Reports}.
        uint16 lastReported;
        uint16 parametersId;
        /// Written by {Reports}.
        uint8 missedRounds;
        bool parametersQueued;
    }

    /// @dev A contract of its own only because its code does not fit in here.
    ParameterBounds private immutable _bounds;

    Gate private _gate;
    Progress internal _progress;
    mapping(uint256 parametersId => Parameters) private _parameters;

    constructor(Parameters memory p) {
        _bounds = new ParameterBounds();
        _queueParameters(p);
        _openRound(_progress);
    }

    // ------------------------------------------------------------------------------------------------------------ Opening

    /// @dev Opens the next round after the one that `progress` tells of.
    function _openRound(Progress memory progress) internal {
        if (progress.parametersQueued) {
            progress.parametersQueued = false;
            ++progress.parametersId;
        }
        Parameters storage p = _parameters[progress.parametersId];
        progress.opensAt = uint40(block.timestamp);
        progress.proposedAt = 0;
        _progress = progress;

        Gate gate = _gate.opened(p.minBid, RoundClock.RECESS);
        // The last round there is stays in recess: no other could open for what would be locked in it.
        bool locks = progress.missedRounds < p.maxMissedRounds && !gate.isLastRound();
        if (locks) gate = gate.withLocksAt(block.timestamp + p.biddingPeriod);
        _gate = gate;
        emit RoundOpened(gate.round(), block.timestamp, gate.locksAt(), progress.parametersId);
    }

    function _resume() internal {
        Gate gate = _gate;
        require(gate.locksAt() == RoundClock.RECESS, NotInRecess());
        require(!gate.isLastRound(), LastRound());
        uint256 locksAt = block.timestamp + _currentParameters().biddingPeriod;
        _gate = gate.withLocksAt(locksAt);
        emit Resumed(gate.round(), locksAt);
    }

    function _setPaused(bool paused) internal {
        _gate = _gate.withPaused(paused);
        emit PausedSet(paused);
    }

    function _queueParameters(Parameters memory p) internal {
        _bounds.check(p);
        uint256 id = uint256(_progress.parametersId) + 1;
        _parameters[id] = p;
        _progress.parametersQueued = true;
        emit ParametersQueued(id, p);
    }

    /// @dev For {Ledger} alone, whose `held` shares the slot: the gate as it was read, with nothing else changed.
    function _storeHeld(Gate gate) internal {
        _gate = gate;
    }

    // ------------------------------------------------------------------------------------------------------------ Reading

    function _readGate() internal view returns (Gate) {
        return _gate;
    }

    function _round() internal view returns (uint256) {
        return _gate.round();
    }

    function _currentParameters() internal view returns (Parameters storage) {
        return _parameters[_progress.parametersId];
    }

    function _parametersOf(uint256 parametersId) internal view returns (Parameters storage) {
        return _parameters[parametersId];
    }

    /// @inheritdoc IStakeSpace
    function parameters() external view returns (Parameters memory) {
        return _currentParameters();
    }

    /// @inheritdoc IStakeSpace
    function parametersById(uint256 parametersId) external view returns (Parameters memory) {
        return _parameters[parametersId];
    }

    /// @inheritdoc IStakeSpace
    function queuedParameters() external view returns (Parameters memory p, bool queued) {
        queued = _progress.parametersQueued;
        if (queued) p = _parameters[uint256(_progress.parametersId) + 1];
    }

    /// @inheritdoc IStakeSpace
    function openRound() external view returns (uint256 round, uint256 locksAt) {
        return (_gate.round(), _gate.locksAt());
    }

    /// @inheritdoc IStakeSpace
    function requireRound(uint256 round, uint256 deadline) external view {
        require(round == _gate.round(), WrongRound(round, _gate.round()));
        require(block.timestamp <= deadline, DeadlinePassed(deadline, block.timestamp));
    }

    /// @inheritdoc IStakeSpace
    function roundStatus() external view returns (RoundStatus memory) {
        Gate gate = _gate;
        Progress memory progress = _progress;
        Parameters storage p = _currentParameters();
        return
            RoundStatus({
                round: gate.round(),
                phase: p.phaseAt(gate.locksAt(), progress.proposedAt, block.timestamp),
                opensAt: progress.opensAt,
                locksAt: gate.locksAt(),
                reportFrom: p.reportFrom(gate.locksAt()),
                reportBy: p.reportBy(gate.locksAt()),
                proposedAt: progress.proposedAt,
                missedRounds: progress.missedRounds,
                paused: gate.paused(),
                lastReported: progress.lastReported
            });
    }

    /// @inheritdoc IStakeSpace
    function registrationTerms() external view returns (uint256 fee, uint256 round, bool paused) {
        return (_currentParameters().registrationFee, _gate.round(), _gate.paused());
    }
}
