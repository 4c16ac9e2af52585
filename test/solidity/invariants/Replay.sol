// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStakeSpace, ModelStatus, Quote, RoundRecord, RoundStatus} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {Vm} from "../helpers/Vm.sol";
import {World} from "./World.sol";

/// @notice Settles once more what the contract settles: from the books as they were frozen, the sheet and the parameters of
/// the round, by the formulas of docs/mechanism.md alone.
abstract contract Replay is World {
    uint256 private constant RATE_ONE = 1e5;
    uint256 private constant SCORE_ONE = 1e5;
    uint256 private constant SHARE_ONE = 1e4;

    /// @notice A reported round as it closed.
    struct ClosedRound {
        bool reported;
        uint256 reserve;
        uint256 paid;
        uint256 xMax;
        uint256 payoutFactor;
        uint256 maxScore;
        uint256 covered;
        Parameters parameters;
    }

    /// @notice A model's book as a round froze it.
    struct Frozen {
        bool staked;
        bool settled;
        /// The model's line of the sheet, as its four fields.
        int16 score;
        int16 growth;
        uint16 weight;
        uint16 baseShare;
        uint256 filled;
        uint256 rate;
        uint256 limit;
        uint256 earned;
        /// By the place of the tick in TICKS.
        uint128[8] assets;
        uint128[8] shares;
        uint128[8] fills;
    }

    /// @notice What a settlement says it did.
    struct Settled {
        uint256 filled;
        uint256 rate;
        int256 result;
        uint256 rent;
        uint256 base;
        uint256 earned;
    }

    mapping(uint256 round => ClosedRound) internal _closed;
    mapping(uint256 modelId => mapping(uint256 round => Frozen)) internal _frozen;
    mapping(uint256 modelId => uint256) private _lastSettled;
    mapping(uint256 modelId => uint256) private _pointer;
    /// @dev What a model's base is until a sheet names it.
    mapping(uint256 modelId => uint256) internal _newcomerBase;

    /// @dev The books at the lock of the round, and how many models there were.
    mapping(uint256 modelId => Frozen) private _locked;
    uint256 private _lockedRound;
    uint256 private _lockedModels;

    /// @dev The limits of the open round, taken when it opened.
    mapping(uint256 modelId => uint256) internal _limits;
    uint256 internal _limitsRound;

    // ----------------------------------------------------------------------------------------------------------- Freezing

    function _bookOf(uint256 modelId) private view returns (Frozen memory f) {
        Quote memory q = space.quote(modelId);
        ModelStatus memory s = space.modelStatus(modelId);
        f.staked = s.bitmap != 0;
        (f.filled, f.rate, f.limit, f.earned) = (q.filled, q.rate, q.limit, s.earned);
        for (uint256 i = 0; i < TICKS.length; ++i) {
            if ((s.bitmap >> TICKS[i]) & 1 == 0) continue;
            (uint256 assets, uint256 shares, uint256 fill) = space.pool(modelId, TICKS[i]);
            (f.assets[i], f.shares[i], f.fills[i]) = (uint128(assets), uint128(shares), uint128(fill));
        }
    }

    /// @dev Once the round has locked: the clock moves while nobody acts, so what stands now stood at the lock.
    function _lock() private {
        RoundStatus memory s = space.roundStatus();
        if (time() < s.locksAt || _lockedRound == s.round) return;
        _lockedRound = s.round;
        _lockedModels = registry.modelCount();
        for (uint256 m = 1; m <= _lockedModels; ++m) _locked[m] = _bookOf(m);
    }

    /// @dev Before a report closes a round: what each model's book is, for whoever settles it however late.
    function _freeze(uint256 round) internal {
        _lock();
        ClosedRound storage c = _closed[round];
        RoundRecord memory r = space.roundRecord(round);
        Parameters memory p = space.parameters();
        uint256 xMax = (r.payoutFactor * r.maxScore) / SCORE_ONE;
        c.xMax = xMax < p.returnClip ? xMax : p.returnClip;
        (c.reported, c.reserve, c.parameters) = (true, r.reserve, p);
        (c.payoutFactor, c.maxScore, c.covered) = (r.payoutFactor, r.maxScore, r.modelCount);
        bytes memory page = r.pages.length == 0 ? bytes("") : r.pages[0].code;
        uint256 lastReported = space.roundStatus().lastReported;
        for (uint256 m = 1; m <= registry.modelCount(); ++m) {
            Frozen memory f = _bookOf(m);
            _checkLocked(m, f);
            if (f.staked && space.modelStatus(m).settledThrough < lastReported) {
                _checkPools(_frozen[m][lastReported], _after(m, lastReported), f);
            }
            if (m <= c.covered) _readRecord(f, page, m);
            _frozen[m][round] = f;
        }
    }

    /// @dev A page is a STOP byte and eight bytes a model.
    function _readRecord(Frozen memory f, bytes memory page, uint256 modelId) private pure {
        uint256 word;
        assembly ("memory-safe") {
            word := mload(add(add(page, 0x21), shl(3, sub(modelId, 1))))
        }
        f.score = int16(uint16(word >> 240));
        f.growth = int16(uint16(word >> 224));
        f.weight = uint16(word >> 208);
        f.baseShare = uint16(word >> 192);
    }

    /// @dev T3, L3: what was filled at the lock is what was at risk, and no stake came in or out of it since.
    function _checkLocked(uint256 modelId, Frozen memory f) private view {
        if (modelId > _lockedModels) return assertTrue(!f.staked, "T3: no bid after the lock");
        Frozen memory l = _locked[modelId];
        assertEq(f.rate, l.rate, "A3: the lock fixes the price");
        for (uint256 i = 0; i < TICKS.length; ++i) {
            assertEq(f.fills[i], l.fills[i], "T3: the lock fixes what is at risk");
            if (l.fills[i] == 0) continue;
            assertEq(f.assets[i], l.assets[i], "T3: nothing enters or leaves a filled pool after the lock");
            assertEq(f.shares[i], l.shares[i], "T3: nobody enters or leaves a filled pool after the lock");
        }
    }

    // ---------------------------------------------------------------------------------------------------------- Settling

    /// @dev The return of filled stake, its magnitude rounded down.
    function _returnOf(ClosedRound storage c, Frozen storage f) private view returns (uint256 x, bool isLoss) {
        uint256 floor = c.parameters.ppfFloor;
        uint256 ppf = floor + ((WAD - floor) * _one(f.weight)) / SHARE_ONE;
        isLoss = f.score < 0;
        uint256 size = uint256(isLoss ? -int256(f.score) : int256(f.score));
        if (!isLoss && size > c.maxScore) size = c.maxScore;
        uint256 most = isLoss ? c.parameters.returnClip : c.xMax;
        x = (c.payoutFactor * ppf * size) / (WAD * SCORE_ONE);
        if (x > most) x = most;
    }

    /// @dev What is above one reads as one.
    function _one(uint256 share) private pure returns (uint256) {
        return share > SHARE_ONE ? SHARE_ONE : share;
    }

    /// @dev The pools' assets after the round.
    function _after(uint256 modelId, uint256 round) private view returns (uint256[8] memory assets) {
        Frozen storage f = _frozen[modelId][round];
        (uint256 x, bool isLoss) = _returnOf(_closed[round], f);
        for (uint256 i = 0; i < TICKS.length; ++i) {
            uint256 change = (f.fills[i] * x) / WAD;
            assets[i] = f.assets[i] - (f.fills[i] * f.rate) / RATE_ONE;
            assets[i] = isLoss ? assets[i] - change : assets[i] + change;
        }
    }

    /// @dev L1, L2: the parts of a model's limit as the last reported round left them.
    function _limitAfter(uint256 modelId, uint256 round) internal view returns (uint256 base, uint256 earned) {
        ClosedRound storage c = _closed[round];
        // A sheet must cover whoever had stake; one that it leaves out is a newcomer still.
        if (round < registry.registrationRound(modelId) || modelId > c.covered) return (_newcomerBase[modelId], 0);
        Frozen storage f = _frozen[modelId][round];
        Parameters memory p = c.parameters;
        base = (p.baseLimit * _one(f.baseShare)) / SHARE_ONE;
        if (!f.staked) return (base, 0);
        uint256 growth = (uint256(f.growth < 0 ? -int256(f.growth) : int256(f.growth)) * WAD) / SCORE_ONE;
        if (growth > p.tcClip) growth = p.tcClip;
        uint256 change = (f.filled * p.limitGain * growth) / (WAD * WAD);
        earned = (f.earned * (WAD - p.limitDecay)) / WAD;
        if (f.growth >= 0) earned += change;
        else earned = earned > change ? earned - change : 0;
        if (earned > p.maxLimit - base) earned = p.maxLimit - base;
    }

    /// @dev Holds every settlement against the book its round froze, and what it left in the pools against the book that
    /// the last of them leaves.
    function _readLogs(Attempt memory a) internal override {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 last = 0;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(space)) continue;
            if (logs[i].topics[0] != IStakeSpace.ModelSettled.selector) continue;
            uint256 modelId = uint256(logs[i].topics[1]);
            if (last != 0 && modelId != last) _checkLeft(last, a);
            last = modelId;
            _checkSettlement(modelId, uint256(logs[i].topics[2]), abi.decode(logs[i].data, (Settled)));
        }
        if (last != 0) _checkLeft(last, a);
    }

    function _checkSettlement(uint256 modelId, uint256 round, Settled memory e) private {
        Frozen storage f = _frozen[modelId][round];
        ClosedRound storage c = _closed[round];
        assertTrue(c.reported && f.staked, "T1: only a staked model is settled, for a reported round");
        assertTrue(!f.settled, "T1: exactly once");
        assertGt(round, _lastSettled[modelId], "T1: in order");
        assertEq(e.filled, f.filled, "T3: at risk is what the round froze, however late it is settled");
        assertEq(e.rate, f.rate, "A3: at the rate the round froze");
        assertLe(e.filled, f.limit, "L3: at risk is at most the limit");
        assertLe(e.rent * RATE_ONE, e.filled * e.rate, "A3: rent is at most the rate of what is filled");
        _checkFlows(c, f, e);
        (uint256 base, uint256 earned) = _limitAfter(modelId, round);
        assertEq(e.base, base, "L1: the base is the sheet's, under the parameters of the round");
        assertEq(e.earned, earned, "L1: earned is what the round leaves of it");
        assertLe(base + earned, c.parameters.maxLimit, "L1: limit at most maxLimit");
        f.settled = true;
        _lastSettled[modelId] = round;
        if (e.result > 0) _tally("settled with a gain");
        if (e.result < 0) _tally("settled with a burn");
        if (e.rent > 0) _tally("settled with rent");
        if (e.filled > 0 && e.filled < _total(f)) _tally("settled partly idle");
        if (round + 1 < space.roundStatus().round) _tally("settled late");
    }

    function _checkFlows(ClosedRound storage c, Frozen storage f, Settled memory e) private {
        (uint256 x, bool isLoss) = _returnOf(c, f);
        uint256 rent = 0;
        uint256 change = 0;
        for (uint256 i = 0; i < TICKS.length; ++i) {
            rent += (f.fills[i] * f.rate) / RATE_ONE;
            change += (f.fills[i] * x) / WAD;
        }
        assertEq(e.rent, rent, "T2: the rent of the frozen book, to the wei");
        assertTrue(
            e.result == (isLoss ? -int256(change) : int256(change)),
            "T2: the result of the frozen book, to the wei"
        );
        if (isLoss) assertLe(change * WAD, e.filled * c.parameters.returnClip, "O2: burned <= returnClip * filled");
        else c.paid += change;
        assertLe(c.paid, c.reserve, "O3: paid <= reserve");
    }

    function _total(Frozen storage f) internal view returns (uint256 total) {
        for (uint256 i = 0; i < TICKS.length; ++i) total += f.assets[i];
    }

    /// @dev What a settlement left. The pools that the attempt itself changed after it are its own business.
    function _checkLeft(uint256 modelId, Attempt memory a) private view {
        // Answers are as of the last reported round even if the call did not settle as far.
        uint256 round = space.roundStatus().lastReported;
        Frozen memory f = _bookOf(modelId);
        if (a.modelId == modelId && a.assets + a.shares > 0) {
            Frozen storage was = _frozen[modelId][round];
            uint256[8] memory left = _after(modelId, round);
            for (uint256 i = 0; i < TICKS.length; ++i) {
                if (TICKS[i] != a.from && TICKS[i] != a.to) continue;
                (f.assets[i], f.shares[i]) = (uint128(left[i]), was.shares[i]);
            }
        }
        _checkPools(_frozen[modelId][round], _after(modelId, round), f);
    }

    function _checkPools(Frozen storage before, uint256[8] memory assets, Frozen memory now_) private view {
        for (uint256 i = 0; i < TICKS.length; ++i) {
            assertEq(now_.assets[i], assets[i], "T2: each pool is left what the frozen book leaves it, to the wei");
            assertEq(now_.shares[i], before.shares[i], "T1: a settlement changes no shares");
        }
    }

    // ------------------------------------------------------------------------------------------------- After every action

    /// @dev Around each of the fuzzer's calls.
    modifier watched() {
        vm.recordLogs();
        _;
        Attempt memory none;
        _readLogs(none);
        _lock();
        _checkPointers();
        _rememberLimits();
    }

    /// @dev T1: the pointer never goes back, and skips no round in which the model had stake.
    function _checkPointers() private {
        for (uint256 m = 1; m <= registry.modelCount(); ++m) {
            uint256 now_ = space.modelStatus(m).settledThrough;
            assertGe(now_, _pointer[m], "T1: settled rounds stay settled");
            for (uint256 r = _pointer[m] + 1; r <= now_; ++r) {
                if (!_closed[r].reported || !_frozen[m][r].staked) continue;
                assertTrue(_frozen[m][r].settled, "T1: no round is skipped");
            }
            _pointer[m] = now_;
        }
    }

    function _rememberLimits() private {
        uint256 round = space.roundStatus().round;
        if (round == _limitsRound) return;
        _limitsRound = round;
        uint256 lastReported = space.roundStatus().lastReported;
        for (uint256 m = 1; m <= registry.modelCount(); ++m) {
            (uint256 base, uint256 earned) = _limitAfter(m, lastReported);
            _limits[m] = space.limit(m);
            assertEq(_limits[m], base + earned, "L1: a round opens with what the last reported one left");
        }
    }
}
