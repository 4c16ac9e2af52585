// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {Accounts, IStakeSpace, Outcome, RoundRecord, RoundStatus} from "../interfaces/IStakeSpace.sol";
import {ParameterBounds} from "../ParameterBounds.sol";
import {RoundClock} from "../libraries/RoundClock.sol";
import {Flows, Settlement, Terms} from "../libraries/Settlement.sol";
import {Gate} from "../types/Gate.sol";
import {Parameters} from "../types/Parameters.sol";

/// @title The rounds
/// @notice Their clock, parameters, reports and reserves, and what the contract holds and owes.
/// @dev Everything here is reached through {StakeSpace}, which checks the callers.
abstract contract Rounds is IStakeSpace {
    using RoundClock for Parameters;
    using SafeERC20 for IERC20;

    /// @notice The rest of what is known of the open round, in one slot.
    struct Progress {
        uint40 opensAt;
        uint40 proposedAt;
        uint32 stakedModels;
        /// Highest model id that ever had a bid: every sheet must cover it.
        uint32 highestStakedModel;
        uint16 lastReported;
        uint16 parametersId;
        uint8 missedRounds;
        bool parametersQueued;
    }

    /// @notice Token wei that are neither in a pool nor in a reserve.
    struct Ledger {
        uint120 treasury;
        uint120 burned;
        uint120 rentOwed;
    }

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

    /// @notice The round that is being settled and what its settlements moved so far, in memory, so that a batch of models
    /// reads and writes it once.
    struct Batch {
        uint256 round;
        /// How often a round was loaded, which takes memory that stays in use.
        uint256 loads;
        bool reported;
        Terms terms;
        uint256 reserve;
        uint256 unsettledModels;
        /// What goes to each account of the ledger.
        uint256 treasury;
        uint256 burned;
        uint256 rentOwed;
    }

    struct TreasuryWithdrawal {
        uint120 assets;
        address receiver;
    }

    uint256 private constant WAD = 1e18;
    /// @dev Nothing the contract ever owes can outgrow what it holds, so every amount fits in 120 bits.
    uint256 internal constant MAX_HELD = type(uint120).max;

    /// @inheritdoc IStakeSpace
    IERC20 public immutable token;
    /// @dev A contract of its own only because its code does not fit in here.
    ParameterBounds private immutable _bounds;

    Gate internal _gate;
    Progress internal _progress;
    Ledger internal _ledger;
    TreasuryWithdrawal internal _treasuryWithdrawal;

    mapping(uint256 round => Round) internal _rounds;
    mapping(uint256 parametersId => Parameters) internal _parameters;

    constructor(IERC20 token_, Parameters memory p) {
        token = token_;
        _bounds = new ParameterBounds();
        _queueParameters(p);
        _openRound();
    }

    // ---------------------------------------------------------------------------------------------------- Opening, closing

    function _openRound() internal {
        Progress memory progress = _progress;
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
        _rounds[gate.round()].parametersId = progress.parametersId;

        emit RoundOpened(gate.round(), block.timestamp, gate.locksAt(), progress.parametersId);
        _withdrawTreasury();
    }

    function _expireRound() internal {
        Progress memory progress = _progress;
        uint256 round = _gate.round();
        uint256 locksAt = _gate.locksAt();
        uint256 from = _currentParameters().expirableFrom(locksAt, progress.proposedAt);
        require(locksAt != RoundClock.RECESS && block.timestamp >= from, TooEarly(from, block.timestamp));
        if (progress.proposedAt != 0) _returnReserve(round);
        _rounds[round].outcome = Outcome.Expired;
        emit RoundClosed(round, Outcome.Expired);
        // Counted across a resume: one more expiry leads straight back into recess. Nothing counts past the largest
        // maxMissedRounds there can be.
        _progress.missedRounds = uint8(Math.min(uint256(progress.missedRounds) + 1, type(uint8).max));
        _openRound();
    }

    function _closeRound(uint256 round) internal {
        uint256 finalFrom = _requirePending(round) + _currentParameters().challengePeriod;
        require(block.timestamp >= finalFrom, TooEarly(finalFrom, block.timestamp));
        uint32 staked = _progress.stakedModels;
        _rounds[round].unsettledModels = staked;
        _rounds[round].outcome = Outcome.Reported;
        if (staked == 0) _returnReserve(round);
        _progress.lastReported = uint16(round);
        emit RoundClosed(round, Outcome.Reported);
        _progress.missedRounds = 0;
        _openRound();
    }

    function _resume() internal {
        Gate gate = _gate;
        require(gate.locksAt() == RoundClock.RECESS, NotInRecess());
        require(!gate.isLastRound(), LastRound());
        uint256 locksAt = block.timestamp + _currentParameters().biddingPeriod;
        _gate = gate.withLocksAt(locksAt);
        emit Resumed(gate.round(), locksAt);
    }

    // ------------------------------------------------------------------------------------------------------------ Reports

    function _holdReport(
        uint256 round,
        uint256 modelCount,
        uint256 payoutFactor,
        uint256 maxScore,
        address[] calldata pages
    ) internal {
        Gate gate = _gate;
        Parameters storage p = _currentParameters();
        uint256 from = p.reportFrom(gate.locksAt());
        uint256 by = p.reportBy(gate.locksAt());
        require(!gate.paused(), Paused());
        require(round == gate.round(), WrongRound(round, gate.round()));
        require(_progress.proposedAt == 0, ReportPending(round));
        require(block.timestamp >= from && block.timestamp < by, ReportWindowClosed(from, by, block.timestamp));
        require(payoutFactor <= WAD, InvalidPayoutFactor(payoutFactor));
        require(modelCount >= _progress.highestStakedModel, ModelNotCovered(modelCount, _progress.highestStakedModel));

        // U, all pool assets plus open reserves, bounds the stake of this round whoever has settled what so far.
        uint256 bound = gate.held() - _ledger.treasury - _ledger.burned - _ledger.rentOwed;
        uint256 reserve = Math.mulDiv(bound, Settlement.xMaxOf(p, payoutFactor, maxScore), WAD, Math.Rounding.Ceil);
        require(reserve <= _ledger.treasury, TreasuryShort(reserve, _ledger.treasury));
        _ledger.treasury -= uint120(reserve);

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
        require(round == _gate.round() && proposedAt != 0, NoReportPending(round));
    }

    function _returnReserve(uint256 round) private {
        _ledger.treasury += _rounds[round].reserve;
        _rounds[round].reserve = 0;
    }

    // --------------------------------------------------------------------------------------------------------- Settlement

    /// @dev Reads the round a settlement is about, unless the batch has it already.
    function _loadRound(Batch memory batch, uint256 round) internal view {
        Round storage r = _rounds[round];
        batch.round = round;
        ++batch.loads;
        batch.reported = r.outcome == Outcome.Reported;
        if (!batch.reported) return;
        Parameters memory p = _parameters[r.parametersId];
        batch.reserve = r.reserve;
        batch.unsettledModels = r.unsettledModels;
        batch.terms = Terms({
            parameters: p,
            payoutFactor: r.payoutFactor,
            maxScore: r.maxScore,
            xMax: Settlement.xMaxOf(p, r.payoutFactor, r.maxScore)
        });
    }

    /// @dev Books what one model's settlement moved. The reserve holds at least what all models still unsettled release
    /// (S3), because it was made from an upper bound of their assets; the last one gives back all that is left.
    function _bookFlows(Batch memory batch, Flows memory flows) internal pure {
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

    /// @dev Writes what the batch gathered for its round. To be called before another round is loaded, and at the end.
    function _flush(Batch memory batch) internal {
        if (!batch.reported) return;
        Round storage r = _rounds[batch.round];
        r.reserve = uint120(batch.reserve);
        r.unsettledModels = uint32(batch.unsettledModels);
        Ledger memory ledger = _ledger;
        ledger.treasury += uint120(batch.treasury);
        ledger.burned += uint120(batch.burned);
        ledger.rentOwed += uint120(batch.rentOwed);
        _ledger = ledger;
        (batch.treasury, batch.burned, batch.rentOwed) = (0, 0, 0);
    }

    // ----------------------------------------------------------------------------------------------- Parameters, treasury

    function _queueParameters(Parameters memory p) internal {
        _bounds.check(p);
        uint256 id = uint256(_progress.parametersId) + 1;
        _parameters[id] = p;
        _progress.parametersQueued = true;
        emit ParametersQueued(id, p);
    }

    function _queueTreasuryWithdrawal(uint256 assets, address receiver) internal {
        _requireRoom(0, assets);
        _treasuryWithdrawal = TreasuryWithdrawal(uint120(assets), receiver);
        emit TreasuryWithdrawalQueued(receiver, assets);
    }

    /// @dev A token that refuses this transfer must not keep the next round from opening.
    function _withdrawTreasury() private {
        TreasuryWithdrawal memory queued = _treasuryWithdrawal;
        if (queued.assets == 0) return;
        delete _treasuryWithdrawal;
        uint120 assets = uint120(Math.min(queued.assets, _ledger.treasury));
        // Booked after the transfer, whose outcome decides; every function that could look in between is guarded.
        if (!token.trySafeTransfer(queued.receiver, assets)) assets = 0;
        _ledger.treasury -= assets;
        _gate = _gate.minusHeld(assets);
        emit TreasuryWithdrawn(queued.receiver, assets);
    }

    function _requireRoom(uint256 held, uint256 assets) internal pure {
        require(assets <= MAX_HELD - held, DepositCapExceeded(assets, MAX_HELD - held));
    }

    /// @dev Takes exactly `assets`, for which there is room, from the caller. A token that delivers anything else is refused.
    function _pull(Gate gate, uint256 assets) internal {
        _gate = gate.plusHeld(assets);
        uint256 before = token.balanceOf(address(this));
        token.safeTransferFrom(msg.sender, address(this), assets);
        uint256 received = token.balanceOf(address(this)) - before;
        require(received == assets, InexactTransfer(received, assets));
    }

    function _push(address receiver, uint256 assets) internal {
        _gate = _gate.minusHeld(assets);
        token.safeTransfer(receiver, assets);
    }

    // -------------------------------------------------------------------------------------------------------------- Views

    function _currentParameters() internal view returns (Parameters storage) {
        return _parameters[_progress.parametersId];
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
    function queuedTreasuryWithdrawal() external view returns (uint256 assets, address receiver) {
        return (_treasuryWithdrawal.assets, _treasuryWithdrawal.receiver);
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

    /// @inheritdoc IStakeSpace
    function accounts() external view returns (Accounts memory) {
        return
            Accounts({
                held: _gate.held(),
                treasury: _ledger.treasury,
                burned: _ledger.burned,
                rentOwed: _ledger.rentOwed,
                stakedModels: _progress.stakedModels
            });
    }

    /// @inheritdoc IStakeSpace
    function registrationTerms() external view returns (uint256 fee, uint256 round, bool paused) {
        return (_currentParameters().registrationFee, _gate.round(), _gate.paused());
    }
}
