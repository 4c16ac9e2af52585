// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Phase, Quote, RoundStatus} from "../../../contracts/interfaces/IStakeSpace.sol";
import {Refusals} from "./Refusals.sol";

/// @notice Stakers: bids with and without permits, withdrawals by holders, operators and strangers, moves, transfers.
abstract contract Stakers is Refusals {
    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    function stakers(uint256 seed) external watched {
        for (uint256 i = 0; i < 4; ++i) {
            uint256 draw = uint256(keccak256(abi.encode(seed, i)));
            uint256 kind = draw % 16;
            draw >>= 8;
            if (kind < 5) _bid(draw);
            else if (kind < 7) _bidWithPermit(draw);
            else if (kind < 11) _withdraw(draw);
            else if (kind < 13) _move(draw);
            else if (kind < 14) _give(draw);
            else _roundTrip(draw);
        }
    }

    function _amount(uint256 draw) private view returns (uint256) {
        if (draw % 16 == 0) return 0;
        if (draw % 16 == 1) return 1 + ((draw >> 8) % space.parameters().minBid);
        if (draw % 16 == 2) return 1e22;
        return space.parameters().minBid + ((draw >> 8) % 300e18);
    }

    function _drawAttempt(uint256 draw) private view returns (Attempt memory a) {
        a.actor = _staker(draw);
        a.owner = a.actor;
        a.modelId = 1 + ((draw >> 8) % registry.modelCount());
        if ((draw >> 16) % 64 == 0) a.modelId = registry.modelCount() + 1;
        a.from = TICKS[(draw >> 24) % TICKS.length];
        a.to = a.from;
    }

    function _pays(Attempt memory a) private view {
        (a.payer, a.receiver) = (a.actor, address(space));
    }

    function _isPaid(Attempt memory a) private view {
        (a.payer, a.receiver) = (address(space), a.owner);
    }

    /// @dev Turns to a position the actor has, if it has any.
    function _find(Attempt memory a, uint256 draw) private view {
        for (uint256 i = 0; i < MAX_MODELS * TICKS.length; ++i) {
            uint256 place = (draw + i) % (MAX_MODELS * TICKS.length);
            uint8 tick = TICKS[place % TICKS.length];
            if (sharesOf(a.owner, 1 + place / TICKS.length, tick) == 0) continue;
            (a.modelId, a.from, a.to) = (1 + place / TICKS.length, tick, tick);
            return;
        }
    }

    function _mayEnter() private view returns (bool) {
        RoundStatus memory s = space.roundStatus();
        return !s.paused && time() < s.locksAt;
    }

    /// @dev Whether stake at the tick is free to go at this moment.
    function _mayLeave(uint256 modelId, uint8 tick) private view returns (bool) {
        RoundStatus memory s = space.roundStatus();
        if (s.phase == Phase.Bidding || s.phase == Phase.Recess) return true;
        if (s.phase == Phase.Quiet || s.proposedAt != 0) return false;
        Quote memory q = space.quote(modelId);
        return q.limit == 0 || tick < q.priceTick;
    }

    function _bid(uint256 draw) private {
        Attempt memory a = _drawAttempt(draw);
        a.assets = _amount(draw >> 40);
        if ((draw >> 32) % 24 == 0) a.to = uint8(128 + ((draw >> 33) % 128));
        if ((draw >> 36) % 8 == 0) a.owner = _staker(draw + 1);
        _pays(a);
        token.mint(a.actor, a.assets);
        vm.prank(a.actor);
        token.approve(address(space), a.assets);
        bool may = _mayEnter();
        (bool ok, ) = _try(a, address(space), abi.encodeCall(space.bid, (a.modelId, a.to, a.assets, a.owner)));
        if (!ok) return;
        assertTrue(may, "no bid is taken after the lock, or while paused");
        flow.deposited += a.assets;
        if (a.modelId > _highestBid) _highestBid = a.modelId;
        _tally("bid");
        if (space.roundStatus().phase == Phase.Quiet) _tally("bid in the quiet period");
    }

    function _bidWithPermit(uint256 draw) private {
        Attempt memory a = _drawAttempt(draw);
        uint256 key = _key(draw % STAKERS);
        a.assets = _amount(draw >> 40);
        _pays(a);
        token.mint(a.actor, a.assets);
        vm.prank(a.actor);
        token.approve(address(space), 0);
        (uint8 v, bytes32 r, bytes32 s) = _permit(key, a);
        // Someone may use the permit first, to make the bid fail. It does not.
        bool usedBefore = !hostile && (draw >> 200) % 2 == 0;
        if (usedBefore) token.permit(a.actor, address(space), a.assets, type(uint256).max, v, r, s);
        bool may = _mayEnter();
        bytes memory call_ = abi.encodeCall(
            space.bidWithPermit,
            (a.modelId, a.to, a.assets, a.actor, type(uint256).max, v, r, s)
        );
        (bool ok, ) = _try(a, address(space), call_);
        if (!ok) return;
        assertTrue(may, "no bid is taken after the lock, or while paused");
        flow.deposited += a.assets;
        if (a.modelId > _highestBid) _highestBid = a.modelId;
        if (hostile) _tally("bid with an allowance instead of a permit");
        else _tally(usedBefore ? "bid with a permit used before" : "bid with a permit");
    }

    /// @dev The hostile token knows no permits: the allowance counts.
    function _permit(uint256 key, Attempt memory a) private returns (uint8 v, bytes32 r, bytes32 s) {
        if (hostile) {
            vm.prank(a.actor);
            token.approve(address(space), a.assets);
            return (27, 0, 0);
        }
        bytes32 content = keccak256(
            abi.encode(PERMIT_TYPEHASH, a.actor, space, a.assets, token.nonces(a.actor), type(uint256).max)
        );
        return vm.sign(key, keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), content)));
    }

    function _withdraw(uint256 draw) private {
        Attempt memory a = _drawAttempt(draw);
        _find(a, draw >> 40);
        uint256 held = sharesOf(a.owner, a.modelId, a.from);
        a.shares = held;
        a.exit = true;
        _isPaid(a);
        if ((draw >> 48) % 4 == 0) a.shares = held / 2;
        if ((draw >> 48) % 16 == 1) a.shares = held + 1;
        if ((draw >> 48) % 16 == 2) a.shares = (draw >> 64) % (held + 1);
        if ((draw >> 56) % 8 == 0) a.actor = _staker(draw + 1);
        if ((draw >> 56) % 8 == 1) {
            // Allowed just now, for exactly this much.
            a.actor = _staker(draw + 1);
            vm.prank(a.owner);
            space.approve(a.actor, idOf(a.modelId, a.from), a.shares);
        }
        bool may = _mayLeave(a.modelId, a.from);
        bool live = time() >= space.roundStatus().locksAt;
        uint256 worth = space.positionAssets(a.owner, a.modelId, a.from);
        bytes memory call_ = abi.encodeCall(space.withdraw, (a.modelId, a.from, a.shares, a.owner, a.owner));
        (bool ok, bytes memory result) = _try(a, address(space), call_);
        if (!ok) return;
        uint256 assets = abi.decode(result, (uint256));
        assertTrue(may, "nothing leaves in the quiet period or, unless idle, from a frozen book");
        assertLe(assets, worth, "S2: nobody takes more than its position's worth");
        flow.withdrawn += assets;
        _tally("withdraw");
        if (a.actor != a.owner) _tally("withdraw for another");
        if (live) _tally("withdraw idle stake from a frozen book");
        if (space.roundStatus().phase == Phase.Recess) _tally("withdraw in recess");
        if (space.roundStatus().paused) _tally("withdraw while paused");
    }

    function _move(uint256 draw) private {
        Attempt memory a = _drawAttempt(draw);
        _find(a, draw >> 40);
        a.to = TICKS[(draw >> 48) % TICKS.length];
        if ((draw >> 56) % 24 == 0) a.to = 200;
        uint256 held = sharesOf(a.owner, a.modelId, a.from);
        a.shares = (draw >> 64) % 4 == 0 ? (draw >> 72) % (held + 1) : held;
        RoundStatus memory s = space.roundStatus();
        bool may = !s.paused && (time() < s.locksAt ? a.to > a.from || _mayLeave(a.modelId, a.from) : true);
        if (time() >= s.locksAt) may = may && _mayLeave(a.modelId, a.to > a.from ? a.to : a.from);
        uint256 worth =
            space.positionAssets(a.owner, a.modelId, a.from) + space.positionAssets(a.owner, a.modelId, a.to);
        bytes memory call_ = abi.encodeCall(space.move, (a.modelId, a.from, a.to, a.shares));
        (bool ok, ) = _try(a, address(space), call_);
        if (!ok) return;
        assertTrue(may, "no move down in the quiet period, none that is not among idle ticks of a frozen book");
        uint256 after_ =
            space.positionAssets(a.owner, a.modelId, a.from) + space.positionAssets(a.owner, a.modelId, a.to);
        // What rounding leaves in the old pool is partly the mover's own, if some of its stake stayed there.
        assertLe(after_, worth + 1, "T4: a move gains nothing");
        _tally("move");
        if (s.phase == Phase.Quiet) _tally("raise in the quiet period");
        if (time() >= s.locksAt) _tally("move among idle ticks");
    }

    function _give(uint256 draw) private {
        Attempt memory a = _drawAttempt(draw);
        _find(a, draw >> 40);
        a.shares = (draw >> 48) % (sharesOf(a.owner, a.modelId, a.from) + 1);
        a.exit = true;
        bytes memory call_ = abi.encodeCall(
            space.transfer,
            (_staker((draw >> 56) % STAKERS), idOf(a.modelId, a.from), a.shares)
        );
        (bool ok, ) = _try(a, address(space), call_);
        if (!ok) return;
        _tally("transfer of a position");
        if (space.roundStatus().paused) _tally("transfer while paused");
    }

    /// @dev In and out again at once.
    function _roundTrip(uint256 draw) private {
        Attempt memory a = _drawAttempt(draw);
        a.assets = _amount(draw >> 40);
        if (!_mayEnter() || !_mayLeave(a.modelId, a.from) || a.modelId > registry.modelCount()) return;
        token.mint(a.actor, a.assets);
        vm.prank(a.actor);
        token.approve(address(space), a.assets);
        _pays(a);
        bytes memory call_ = abi.encodeCall(space.bid, (a.modelId, a.from, a.assets, a.actor));
        (bool ok, bytes memory result) = _try(a, address(space), call_);
        if (!ok) return;
        flow.deposited += a.assets;
        if (a.modelId > _highestBid) _highestBid = a.modelId;
        uint256 put = a.assets;
        a.assets = 0;
        a.exit = true;
        _isPaid(a);
        a.shares = abi.decode(result, (uint256));
        call_ = abi.encodeCall(space.withdraw, (a.modelId, a.from, a.shares, a.actor, a.actor));
        (ok, result) = _try(a, address(space), call_);
        if (!ok) return;
        uint256 out = abi.decode(result, (uint256));
        flow.withdrawn += out;
        assertLe(out, put, "T4: in and out again gains nothing");
        _tally("round trip");
    }
}
