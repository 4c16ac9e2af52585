// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Accounts, ModelStatus, Phase, Quote, RoundStatus} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {Defaults} from "../helpers/Defaults.sol";
import {MoodyToken} from "../mocks/MoodyToken.sol";
import {Reporters} from "./Reporters.sol";

/// @notice All actors and the clock.
contract Handler is Reporters {
    /// @param hostile_ Whether the token refuses accounts at times.
    function start(bool hostile_) external {
        require(address(space) == address(0), Untrue("started once"));
        hostile = hostile_;
        _nameStakers();
        Parameters memory p = Defaults.parameters();
        p.baseLimit = 300e18;
        p.maxLimit = 2000e18;
        p.newcomerShare = 0.4e18;
        deployAll(_create(hostile_ ? "MoodyToken.sol:MoodyToken" : "TestToken.sol:TestToken", ""), p);
        for (uint256 i = 0; i < 3; ++i) _register(i);
        fund(1000e18);
        flow.funded = 1000e18;
        _limitsRound = 1;
    }

    /// @notice To the next boundary of the round, a second before it, or somewhere in between; sometimes through a whole
    /// season in which nobody settles anything.
    function clock(uint256 seed) external watched {
        // The fuzzer likes small numbers.
        seed = uint256(keccak256(abi.encode(seed)));
        if ((seed >> 80) % 8 == 0) checkExits();
        if (seed % 24 == 7) return _season(seed);
        RoundStatus memory s = space.roundStatus();
        Parameters memory p = space.parameters();
        uint256 next;
        if (s.phase == Phase.Recess) next = time() + 1 days;
        else if (s.phase == Phase.Bidding) next = s.locksAt - p.quietPeriod;
        else if (s.phase == Phase.Quiet) next = s.locksAt;
        else if (s.phase == Phase.Live) next = s.reportFrom;
        else if (s.phase == Phase.Reporting) next = seed % 3 == 0 ? s.reportBy : time() + 1 hours;
        else if (s.phase == Phase.Overdue) next = time() + 1 hours;
        else if (time() < s.proposedAt + p.challengePeriod) next = s.proposedAt + p.challengePeriod;
        else next = s.reportBy + p.challengePeriod + 7 days;
        if (next <= time()) next = time() + 1;
        if ((seed >> 8) % 8 == 0) next -= 1;
        if ((seed >> 8) % 8 == 1) next = time() + ((seed >> 16) % (next - time() + 1));
        // Some rounds stay unsealed.
        if (next >= s.locksAt && (seed >> 72) % 8 != 0) sealRound();
        vm.warp(next);
        _tally("clock");
        if (space.roundStatus().phase == Phase.Overdue && (seed >> 64) % 2 == 0) _expire();
    }

    /// @dev 18 rounds, all but a few reported; whoever had stake is then too far behind for an action. One of the reports is
    /// made final while a hostile guardian pauses, and one is forgotten.
    function _season(uint256 seed) private {
        if (space.roundStatus().paused) return;
        for (uint256 i = 0; i < 18; ++i) {
            if (space.roundStatus().phase == Phase.Recess) {
                if ((seed >> 128) % 2 == 0) _resumeByGovernor();
                else _resumeByQuorum(2);
            }
            if (space.roundStatus().proposedAt == 0) {
                if (time() >= space.roundStatus().reportBy) {
                    _expire();
                    continue;
                }
                if (time() < space.roundStatus().reportFrom) toReport();
                if (!_propose(uint256(keccak256(abi.encode(seed, i))), 0)) {
                    toOverdue();
                    _expire();
                    continue;
                }
            }
            if (i == 16) {
                _toForgotten();
                _expire();
                continue;
            }
            if (time() < space.roundStatus().proposedAt + space.parameters().challengePeriod) afterChallenge();
            if (i == 8) _setPaused(true);
            _finalize();
            if (i == 8) _setPaused(false);
        }
        _tally("season");
    }

    // ------------------------------------------------------------------------------------------------------ What must hold

    /// @notice What must hold after every call: as things stand, and with every model settled, which changes no answer.
    function check() external {
        _checkBalance();
        _checkReserves();
        _checkNames();
        uint256 state = vm.snapshotState();
        bytes32[] memory answers = _answersOfAll();
        _settleAll();
        bytes32[] memory settled = _answersOfAll();
        for (uint256 i = 0; i < answers.length; ++i) {
            assertTrue(answers[i] == settled[i], "T2: views answer as if settled");
        }
        _checkBooks();
        _checkOwed();
        vm.revertToStateAndDelete(state);
    }

    /// @dev N1: a model has the name it was registered with, and nobody else has it. N2: and counts for whom it was registered
    /// by or who accepted it.
    function _checkNames() private view {
        uint256 round = space.roundStatus().round;
        for (uint256 m = 1; m <= registry.modelCount(); ++m) {
            assertTrue(keccak256(bytes(registry.nameOf(m))) == _names[m], "N1: a name stays its model's");
            assertEq(registry.modelIdOf(registry.nameOf(m)), m, "N1: names are unique");
            address expected = round >= _records[m].fromRound ? _records[m].account : address(0);
            assertTrue(registry.accountOf(m) == expected, "N2: a record changes hands by acceptance only");
        }
    }

    function _settleAll() private {
        vm.recordLogs();
        for (uint256 m = 1; m <= registry.modelCount(); ++m) space.settle(m, 1000);
        Attempt memory none;
        _readLogs(none);
    }

    /// @dev What the views say of each model and of every position in it.
    function _answersOfAll() private view returns (bytes32[] memory answers) {
        answers = new bytes32[](registry.modelCount());
        uint256 closed = space.roundStatus().round - 1;
        for (uint256 m = 1; m <= answers.length; ++m) {
            ModelStatus memory s = space.modelStatus(m);
            s.settledThrough = closed;
            bytes memory all = abi.encode(s, space.quote(m), space.limit(m));
            for (uint256 i = 0; i < TICKS.length; ++i) {
                (uint256 assets, uint256 shares, uint256 filled) = space.pool(m, TICKS[i]);
                all = abi.encode(all, assets, shares, filled);
                if (shares == 0) continue;
                for (uint256 k = 0; k < STAKERS; ++k) {
                    if (sharesOf(_staker(k), m, TICKS[i]) == 0) continue;
                    all = abi.encode(all, space.positionAssets(_staker(k), m, TICKS[i]));
                }
            }
            answers[m - 1] = keccak256(all);
        }
    }

    function _checkBalance() private view {
        uint256 held = space.accounts().held;
        assertEq(token.balanceOf(address(space)), held + flow.donated, "S1: balance = held + donations");
        assertEq(
            flow.deposited + flow.funded,
            flow.withdrawn + flow.rentPaid + flow.flushed + flow.treasuryPaid + held,
            "C1: deposits + funding = withdrawals + rent + burns + treasury payments + what is held"
        );
    }

    /// @dev With everything settled, each wei held is owed to a pool, a model, the treasury, the sink or a pending report.
    function _checkOwed() private view {
        Accounts memory a = space.accounts();
        uint256 owed = a.treasury + a.burned + a.rentOwed;
        uint256 rents = 0;
        uint256 staked = 0;
        for (uint256 m = 1; m <= registry.modelCount(); ++m) {
            ModelStatus memory s = space.modelStatus(m);
            owed += _assetsOf(m);
            rents += s.rent;
            if (s.bitmap != 0) ++staked;
        }
        uint256 round = space.roundStatus().round;
        for (uint256 r = 1; r < round; ++r) {
            if (!_closed[r].reported || _closed[r].reserve == 0) continue;
            assertEq(space.roundRecord(r).reserve, 0, "S3: the last model settled returns the rest of the reserve");
        }
        assertEq(rents, a.rentOwed, "S1: the models' rents add up");
        assertEq(owed + space.roundRecord(round).reserve, a.held, "S1: every wei held is owed once");
        assertEq(staked, a.stakedModels, "S1: the count of staked models");
    }

    /// @dev S3: what a round may still have to pay is there.
    function _checkReserves() private view {
        uint256 round = space.roundStatus().round;
        for (uint256 r = round > 40 ? round - 40 : 1; r < round; ++r) {
            if (!_closed[r].reported || _closed[r].xMax == 0) continue;
            uint256 due = 0;
            for (uint256 m = 1; m <= registry.modelCount(); ++m) {
                if (_frozen[m][r].staked && !_frozen[m][r].settled)
                    due += (_total(_frozen[m][r]) * _closed[r].xMax) / WAD;
            }
            assertGe(space.roundRecord(r).reserve, due, "S3: reserve of r >= what r still can pay");
        }
    }

    function _checkBooks() private view {
        for (uint256 m = 1; m <= registry.modelCount(); ++m) _checkBook(m);
    }

    function _checkBook(uint256 m) private view {
        Quote memory q = space.quote(m);
        ModelStatus memory s = space.modelStatus(m);
        uint256 limit = space.limit(m);
        uint256 demand = 0;
        uint256 filledSum = 0;
        for (uint256 i = 0; i < TICKS.length; ++i) {
            (uint256 assets, uint256 shares, uint256 filled) = space.pool(m, TICKS[i]);
            if (TICKS[i] >= q.reserveTick) demand += assets;
            filledSum += filled;
            if (TICKS[i] < q.priceTick) assertEq(filled, 0, "A2: nothing below the price tick is filled");
            if (TICKS[i] > q.priceTick && limit > 0) assertEq(filled, assets, "A2: nothing above it is unfilled");
            if (filled > 0) assertLe(q.rate, space.rate(TICKS[i]), "A3: no rate above one's tick");
            assertTrue((s.bitmap >> TICKS[i]) & 1 == (shares > 0 ? 1 : 0), "S2: the bitmap marks the pools");
            _checkPool(m, TICKS[i], assets, shares);
        }
        assertEq(q.filled, demand < limit ? demand : limit, "A1: filled = min(L, demand)");
        assertEq(filledSum, q.filled, "A1: the pools' parts add up");
        assertLe(filledSum, limit, "L3: at-risk stake never exceeds the limit");
        (uint256 base, uint256 earned) = _limitAfter(m, space.roundStatus().lastReported);
        assertEq(s.base, base, "L1: the base is the last sheet's, under the parameters of its round");
        assertEq(s.earned, earned, "L1: earned is what the last reported round left of it");
        assertEq(limit, base + earned, "L1: the limit is base and earned");
        if (_limitsRound == space.roundStatus().round) {
            assertEq(limit, _limits[m], "L2: limits change only when a round closes");
        }
    }

    function _checkPool(uint256 m, uint8 tick, uint256 assets, uint256 shares) private view {
        uint256 worth = 0;
        uint256 held = 0;
        for (uint256 k = 0; k < STAKERS; ++k) {
            uint256 one = sharesOf(_staker(k), m, tick);
            if (one == 0) continue;
            worth += space.positionAssets(_staker(k), m, tick);
            held += one;
        }
        assertLe(worth, assets, "S2: positions are worth at most the pool");
        assertEq(held, shares, "S2: every share is somebody's");
    }

    /// @dev E2: getters answer anything.
    function checkViews(uint256 seed) external view {
        uint256[4] memory ids = [uint256(0), 1, registry.modelCount() + 1, seed];
        for (uint256 i = 0; i < ids.length; ++i) {
            _answers(abi.encodeCall(space.quote, (ids[i])));
            _answers(abi.encodeCall(space.limit, (ids[i])));
            _answers(abi.encodeCall(space.modelStatus, (ids[i])));
            _answers(abi.encodeCall(space.pool, (ids[i], uint8(seed >> 8))));
            _answers(abi.encodeCall(space.positionAssets, (_staker(seed), ids[i], uint8(seed >> 16))));
            _answers(abi.encodeCall(space.roundRecord, (ids[i])));
            _answers(abi.encodeCall(space.parametersById, (ids[i])));
        }
        _answers(abi.encodeCall(space.rate, (uint8(seed))));
        _answers(abi.encodeCall(space.roundStatus, ()));
        _answers(abi.encodeCall(space.accounts, ()));
        _answers(abi.encodeCall(space.parameters, ()));
        _answers(abi.encodeCall(space.queuedParameters, ()));
        _answers(abi.encodeCall(space.queuedTreasuryWithdrawal, ()));
        _answers(abi.encodeCall(space.registrationTerms, ()));
        _answers(abi.encodeCall(space.openRound, ()));
    }

    function _answers(bytes memory call_) private view {
        (bool ok, ) = address(space).staticcall(call_);
        assertTrue(ok, "E2: getters never revert");
    }

    // ------------------------------------------------------------------------------------------------------------ Exits

    /// @notice Whether everybody has left from a phase like this one already.
    function hasLeft() external view returns (bool) {
        return count[_leftFrom(space.roundStatus().phase)] > 0;
    }

    function _leftFrom(Phase phase) private pure returns (string memory) {
        string[7] memory phases = ["Bidding", "Quiet", "Live", "Reporting", "Pending", "Overdue", "Recess"];
        return string.concat("left from ", phases[uint256(phase)]);
    }

    /// @notice E1: from whatever state this is, with the oracle dead and the guardian hostile, everybody leaves. Then it is
    /// as it was before.
    function checkExits() public {
        RoundStatus memory s = space.roundStatus();
        uint256 began = time();
        uint256 state = vm.snapshotState();
        bool isLate = _everybodyLeaves(s);
        vm.revertToStateAndDelete(state);
        vm.warp(began);
        _tally(_leftFrom(s.phase));
        if (isLate) _tally("left after settling");
    }

    /// @dev In a fixed time: a report that is never made final keeps a round open longest. In a bounded number of calls: one
    /// that expires the round, those that settle models too far behind for an action, 64 rounds each, and one a position.
    function _everybodyLeaves(RoundStatus memory s) private returns (bool isLate) {
        Parameters memory p = space.parameters();
        uint256 until = time() + p.biddingPeriod + p.livePeriod + p.reportPeriod + p.challengePeriod + 7 days;
        uint256 calls = 0;
        vm.recordLogs();
        _setPaused(true);
        if (s.phase != Phase.Recess && s.phase != Phase.Bidding) {
            if (s.proposedAt != 0) _toForgotten();
            else if (s.phase != Phase.Overdue) toOverdue();
            _expire();
            assertEq(space.roundStatus().round, s.round + 1, "E1: anybody ends the round");
            ++calls;
        }
        (uint256 most, uint256 positions) = _callsToLeave();
        isLate = most > positions;
        most += calls;
        for (uint256 m = 1; m <= registry.modelCount(); ++m) {
            if (space.modelStatus(m).bitmap == 0) continue;
            while (space.modelStatus(m).settledThrough + 17 < space.roundStatus().round) {
                Attempt memory a;
                a.actor = address(this);
                _leave(a, abi.encodeWithSignature("settle(uint256,uint256)", m, 64));
                ++calls;
            }
            for (uint256 i = 0; i < TICKS.length * STAKERS; ++i) {
                if (_leaveTick(_staker(i), m, TICKS[i / STAKERS])) ++calls;
            }
        }
        assertEq(space.accounts().stakedModels, 0, "E1: everybody has left");
        assertEq(calls, most, "E1: in a bounded number of calls");
        assertLe(time(), until, "E1: within a fixed time");
        _checkBalance();
        _checkOwed();
    }

    function _callsToLeave() private view returns (uint256 calls, uint256 positions) {
        for (uint256 m = 1; m <= registry.modelCount(); ++m) {
            ModelStatus memory s = space.modelStatus(m);
            for (uint256 i = 0; i < TICKS.length * STAKERS; ++i) {
                if (sharesOf(_staker(i), m, TICKS[i / STAKERS]) > 0) ++positions;
            }
            uint256 behind = space.roundStatus().round - 1 - s.settledThrough;
            // A withdrawal settles up to 16 rounds itself.
            if (s.bitmap != 0 && behind > 16) calls += (behind - 16 + 63) / 64;
        }
        calls += positions;
    }

    /// @dev Whom the token refuses leaves to another account.
    function _leaveTick(address who, uint256 m, uint8 tick) private returns (bool) {
        Attempt memory a;
        (a.actor, a.modelId, a.from, a.to) = (who, m, tick, tick);
        a.shares = sharesOf(who, m, tick);
        if (a.shares == 0) return false;
        a.receiver = _moodBetween(address(space), who) == MoodyToken.Mood.Plain ? who : address(0xE417);
        uint256 worth = space.positionAssets(who, m, tick);
        uint256 before = token.balanceOf(a.receiver);
        _leave(a, abi.encodeCall(space.withdraw, (m, tick, a.shares, a.receiver, who)));
        assertEq(token.balanceOf(a.receiver) - before, worth, "E1: with all its position is worth");
        flow.withdrawn += worth;
        return true;
    }

    function _leave(Attempt memory a, bytes memory call_) private {
        vm.prank(a.actor);
        (bool ok, ) = address(space).call{gas: TRANSACTION_GAS}(call_);
        assertTrue(ok, "E1: every step out is open, and fits in a transaction");
        _readLogs(a);
    }
}
