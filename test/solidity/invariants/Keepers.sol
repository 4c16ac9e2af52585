// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {RoundStatus} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Parameters} from "../../../contracts/types/Parameters.sol";
import {MoodyToken} from "../mocks/MoodyToken.sol";
import {Stakers} from "./Stakers.sol";

/// @notice Owners of models, and anybody who keeps the books moving.
abstract contract Keepers is Stakers {
    uint256 private _queuedBefore;

    function owners(uint256 seed) external watched {
        for (uint256 i = 0; i < 2; ++i) {
            uint256 draw = uint256(keccak256(abi.encode(seed, i)));
            uint256 kind = draw % 8;
            draw >>= 8;
            if (kind == 0) _register(draw);
            else if (kind < 4) _setReserve(draw);
            else if (kind < 6) _collectRent(draw);
            else if (kind < 7) _accept(draw);
            else _sell(draw);
        }
    }

    function keepers(uint256 seed) external watched {
        for (uint256 i = 0; i < 2; ++i) {
            uint256 draw = uint256(keccak256(abi.encode(seed, i)));
            uint256 kind = draw % 16;
            draw >>= 8;
            if (kind < 3) _settleSome(draw);
            else if (kind < 6) _settleOneOf(draw);
            else if (kind < 8) _flush();
            else if (kind < 10) _fund(draw);
            else if (kind < 11) _donate(draw);
            else if (kind < 13) _mood(draw);
            else if (kind < 15) _expire();
            else _finalize();
        }
    }

    function _ofModel(uint256 draw) private view returns (Attempt memory a) {
        a.modelId = 1 + (draw % registry.modelCount());
        if ((draw >> 8) % 64 == 0) a.modelId = registry.modelCount() + 1 + ((draw >> 16) % 2 ** 200);
        a.actor = registry.ownerOrZero(a.modelId);
        if ((draw >> 16) % 8 == 0 || a.actor == address(0)) a.actor = _staker(draw >> 24);
        a.exit = true;
    }

    function _register(uint256 draw) internal {
        // A full house takes no more, but can still be refused more.
        bool isRefused = _moodBetween(address(space), SINK) != MoodyToken.Mood.Plain;
        bool paused = space.roundStatus().paused;
        if (registry.modelCount() == MAX_MODELS && !isRefused && !paused) return;
        Attempt memory a;
        a.actor = _staker(draw);
        (a.payer, a.receiver, a.assets) = (a.actor, SINK, draw);
        token.mint(a.actor, space.parameters().registrationFee);
        vm.prank(a.actor);
        token.approve(address(registry), type(uint256).max);
        string memory name = _nameFor(draw);
        (bool ok, ) = _try(a, address(registry), abi.encodeCall(registry.register, (name, "", type(uint256).max)));
        if (!ok) return;
        uint256 made = registry.modelCount();
        _names[made] = keccak256(bytes(name));
        _records[made] = AccountRecord(a.actor, space.roundStatus().round);
        Parameters memory p = space.parameters();
        _newcomerBase[registry.modelCount()] = (uint256(p.baseLimit) * p.newcomerShare) / WAD;
        _limits[registry.modelCount()] = space.limit(registry.modelCount());
        _tally("register");
    }

    function _setReserve(uint256 draw) private {
        Attempt memory a = _ofModel(draw);
        // Low ones, so that much is filled all the same.
        a.to = uint8(((draw >> 32) % 128) / (1 + ((draw >> 40) % 16)));
        (bool ok, ) = _try(a, address(space), abi.encodeCall(space.setReserve, (a.modelId, a.to)));
        if (!ok) return;
        assertTrue(registry.ownerOrZero(a.modelId) == a.actor, "only the owner sets the reserve");
        _tally("setReserve");
    }

    function _collectRent(uint256 draw) private {
        Attempt memory a = _ofModel(draw);
        (a.payer, a.receiver) = (address(space), a.actor);
        uint256 rent = space.modelStatus(a.modelId).rent;
        (bool ok, bytes memory result) = _try(a, address(space), abi.encodeCall(space.collectRent, (a.modelId)));
        if (!ok) return;
        assertTrue(registry.ownerOrZero(a.modelId) == a.actor, "only the owner collects");
        assertEq(abi.decode(result, (uint256)), rent, "E2: the view names the rent to the wei");
        flow.rentPaid += rent;
        if (rent > 0) _tally("collectRent");
    }

    function _sell(uint256 draw) private {
        uint256 modelId = 1 + (draw % registry.modelCount());
        address owner = registry.ownerOrZero(modelId);
        uint256 limit = space.limit(modelId);
        vm.prank(owner);
        registry.transferFrom(owner, _staker(draw >> 8), modelId);
        assertEq(space.limit(modelId), limit, "N2: a transfer changes no limit");
        delete _records[modelId];
        _tally("sale of a model");
    }

    /// @dev N2: a record is taken on by whoever owns the model, from the next opening on.
    function _accept(uint256 draw) private {
        Attempt memory a = _ofModel(draw);
        (bool ok, ) = _try(a, address(registry), abi.encodeCall(registry.accept, (a.modelId)));
        if (!ok) return;
        assertTrue(registry.ownerOrZero(a.modelId) == a.actor, "N2: only the owner accepts");
        _records[a.modelId] = AccountRecord(a.actor, space.roundStatus().round + 1);
        _tally("accept");
    }

    function _settleSome(uint256 draw) private {
        uint256 models = registry.modelCount();
        uint256[] memory ids = new uint256[](1 + (draw % 6));
        for (uint256 i = 0; i < ids.length; ++i) ids[i] = 1 + ((draw >> (8 * (i + 1))) % models);
        Attempt memory a;
        a.actor = address(this);
        a.exit = true;
        (bool ok, ) = _try(a, address(space), abi.encodeWithSignature("settle(uint256[])", ids));
        assertTrue(ok, "E1: settling a batch never fails");
        _tally("settle a batch");
    }

    /// @dev T2, E2: views answer as if settled; settling makes it so, and changes no answer.
    function _settleOneOf(uint256 draw) private {
        Attempt memory a = _ofModel(draw);
        a.actor = address(this);
        bytes32 before = _digestOf(a.modelId);
        uint256 rounds = (draw >> 32) % 4 == 0 ? (draw >> 40) % 20 : 200;
        uint256 pointer = space.modelStatus(a.modelId).settledThrough;
        (bool ok, ) = _try(a, address(space), abi.encodeWithSignature("settle(uint256,uint256)", a.modelId, rounds));
        if (!ok) return;
        assertTrue(_digestOf(a.modelId) == before, "T2: settling changes no answer");
        if (space.modelStatus(a.modelId).settledThrough > pointer + 16) _tally("settle more than 16 rounds");
        _tally("settle one");
    }

    function _digestOf(uint256 modelId) private view returns (bytes32 digest) {
        uint256 rent = space.modelStatus(modelId).rent;
        digest = keccak256(abi.encode(space.quote(modelId), rent, space.modelStatus(modelId).earned));
        for (uint256 i = 0; i < TICKS.length; ++i) {
            (uint256 assets, uint256 shares, uint256 filled) = space.pool(modelId, TICKS[i]);
            digest = keccak256(abi.encode(digest, assets, shares, filled));
        }
    }

    function _flush() private {
        uint256 burned = space.accounts().burned;
        Attempt memory a;
        a.actor = address(this);
        a.exit = true;
        (a.payer, a.receiver) = (address(space), SINK);
        (bool ok, bytes memory result) = _try(a, address(space), abi.encodeCall(space.flushBurned, ()));
        if (!ok) return;
        assertEq(abi.decode(result, (uint256)), burned, "C1: all that was burned goes to the sink");
        flow.flushed += burned;
        if (burned > 0) _tally("flushBurned");
    }

    function _fund(uint256 draw) private {
        uint256 assets = 1 + (draw % 500e18);
        fund(assets);
        flow.funded += assets;
        _tally("fundTreasury");
    }

    /// @dev C3.
    function _donate(uint256 draw) private {
        bytes32 before = keccak256(abi.encode(space.accounts(), space.quote(1)));
        token.mint(address(space), draw % 100e18);
        flow.donated += draw % 100e18;
        assertTrue(keccak256(abi.encode(space.accounts(), space.quote(1))) == before, "C3: donations change nothing");
        _tally("donation");
    }

    /// @dev What treasury withdrawals have brought. Not every token refuses the zero address.
    function _paidOut() private view returns (uint256) {
        return token.balanceOf(TREASURER) + token.balanceOf(address(0));
    }

    /// @dev A hostile token refuses a staker, the sink or the treasury's receiver, one way or another, or is done with it.
    function _mood(uint256 draw) private {
        if (!hostile) return;
        address account = _staker(draw >> 8);
        if (draw % 3 == 0) account = SINK;
        else if (draw % 6 == 1) account = TREASURER;
        MoodyToken.Mood mood = MoodyToken.Mood.Plain;
        if ((draw >> 24) % 2 == 0) mood = MoodyToken.Mood(1 + ((draw >> 32) % 3));
        MoodyToken(address(token)).setMood(account, mood);
        if (mood != MoodyToken.Mood.Plain) _tally("the token turns on an account");
    }

    /// @dev What the treasury pays when the next round opens: all that was queued, as far as it is free then, or nothing if
    /// the token refuses its receiver.
    function _opensTo(bool isReserveBack) private returns (uint256 due, bool isRefused) {
        (uint256 queued, address receiver) = space.queuedTreasuryWithdrawal();
        _queuedBefore = queued;
        uint256 free = space.accounts().treasury;
        if (isReserveBack) free += space.roundRecord(space.roundStatus().round).reserve;
        due = queued < free ? queued : free;
        isRefused = _moodBetween(address(space), receiver) != MoodyToken.Mood.Plain;
        if (!hostile && receiver == address(0)) isRefused = true;
    }

    function _checkPayment(uint256 paid, uint256 due, bool isRefused) private {
        assertEq(paid, isRefused ? 0 : due, "C1: a queued withdrawal is paid as far as it is free, unless refused");
        flow.treasuryPaid += paid;
        (uint256 queued, ) = space.queuedTreasuryWithdrawal();
        assertTrue(queued > 0 == (isRefused && _queuedBefore > 0), "a refused withdrawal stays queued, and no other");
        if (isRefused && due > 0) _tally("treasury receiver refuses");
    }

    /// @dev To when anybody may expire the round although its report is pending.
    function _toForgotten() internal {
        uint256 from = space.roundStatus().reportBy + space.parameters().challengePeriod + 7 days;
        if (time() < from) vm.warp(from);
    }

    function _expire() internal {
        Attempt memory a;
        a.actor = address(this);
        a.exit = true;
        RoundStatus memory s = space.roundStatus();
        (uint256 due, bool isRefused) = _opensTo(true);
        uint256 before = _paidOut();
        (bool ok, ) = _try(a, address(space), abi.encodeCall(space.expireRound, ()));
        if (!ok) return;
        _checkPayment(_paidOut() - before, due, isRefused);
        assertEq(space.roundRecord(s.round).reserve, 0, "S3: an expired round keeps no reserve");
        _tally(s.proposedAt == 0 ? "expireRound" : "expireRound with a forgotten report");
        if (space.roundStatus().locksAt == type(uint40).max) _tally("recess");
    }

    function _finalize() internal {
        Attempt memory a;
        a.actor = address(this);
        a.fault = 1;
        a.exit = true;
        RoundStatus memory s = space.roundStatus();
        bool isDue = s.proposedAt != 0 && time() >= s.proposedAt + space.parameters().challengePeriod;
        if (isDue) _freeze(s.round);
        (uint256 due, bool isRefused) = _opensTo(space.accounts().stakedModels == 0);
        uint256 before = _paidOut();
        (bool ok, ) = _try(a, address(oracle), abi.encodeCall(oracle.finalize, (s.round)));
        assertTrue(ok == isDue, "E1: a report is final once its challenge period is over, and not before");
        if (!ok) return;
        _checkPayment(_paidOut() - before, due, isRefused);
        _tally("finalize");
        if (s.paused) _tally("finalize while paused");
    }
}
