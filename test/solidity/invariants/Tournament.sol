// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../helpers/Test.sol";
import {Handler} from "./Handler.sol";

/// @notice Random tournaments, held against the invariants after every call. One campaign for all of them: each plays its
/// tournaments anew. What each settlement moved is held against the book its round froze, and every refusal against the
/// state, inside the handler.
abstract contract Tournament is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Handler internal _handler;

    function _start(bool hostile) internal {
        bytes memory code = vm.getCode("Handler.sol:Handler");
        address made;
        assembly ("memory-safe") {
            made := create(0, add(code, 0x20), mload(code))
        }
        _handler = Handler(made);
        _handler.start(hostile);
    }

    function _names() internal pure virtual returns (string[] memory);

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_handler), _selectors());
    }

    function _selectors() private view returns (bytes4[] memory selectors) {
        selectors = new bytes4[](6);
        selectors[0] = _handler.stakers.selector;
        selectors[1] = _handler.owners.selector;
        selectors[2] = _handler.keepers.selector;
        selectors[3] = _handler.reporters.selector;
        selectors[4] = _handler.governance.selector;
        selectors[5] = _handler.clock.selector;
    }

    function _check() private {
        _handler.checkViews(uint256(keccak256(abi.encode(vm.getBlockTimestamp()))));
        _handler.check();
    }

    /// @dev S1 S2 S3 C1 A1 A2 A3 L1 L2 L3 N1 N2 T2 E2 here; S4 C3 T1 T2 T3 T4 E3 O1 O2 O3 R1 in each call of the handler.
    function invariant_S1_S2_S3_S4_C1_C3_A1_A2_A3_L1_L2_L3_N1_N2_R1_T1_T2_T3_T4_E2_E3_O1_O2_O3() external {
        _check();
    }

    /// @dev E1 at the end of every run. At the end of the last one of the deep profile, every path must have been reached.
    function afterInvariant() external {
        _handler.checkExits();
        if (!_isDeep()) return;
        string memory prefix =
            _handler.hostile() ? "STAKESPACE_COUNT hostile token, " : "STAKESPACE_COUNT plain token, ";
        uint256 runs = _add(string.concat(prefix, "runs"), 1);
        uint256 most = vm.envOr("STAKESPACE_INVARIANT_RUNS", uint256(0));
        assertGt(most, 0, "STAKESPACE_INVARIANT_RUNS is how many runs there are");
        string[] memory names = _names();
        string memory never = "";
        for (uint256 i = 0; i < names.length; ++i) {
            // A run that fails is played again, to make it smaller.
            uint256 more = runs > most ? 0 : _handler.count(names[i]);
            uint256 sum = _add(string.concat(prefix, names[i]), more);
            if (sum == 0) never = string.concat(never, " ", names[i], ";");
        }
        if (runs >= most) assertTrue(bytes(never).length == 0, string.concat("never reached:", never));
    }

    /// @dev Runs share nothing but the environment.
    function _add(string memory key, uint256 more) private returns (uint256 sum) {
        sum = vm.envOr(key, uint256(0)) + more;
        vm.setEnv(key, vm.toString(sum));
    }

    function _isDeep() private view returns (bool) {
        return vm.envOr("DEEP", uint256(0)) == 1;
    }

    /// @notice One long tournament from a fixed seed, played until it has reached every path, or failed to.
    function test_E1_aLongTournamentReachesEveryPath() external {
        bool deep = _isDeep();
        uint256 least = deep ? 6000 : 750;
        uint256 most = 12_000;
        string[] memory names = _names();
        bytes4[] memory selectors = _selectors();
        for (uint256 i = 1; i <= most; ++i) {
            uint256 draw = uint256(keccak256(abi.encode("tournament", i)));
            _call(abi.encodeWithSelector(selectors[draw % selectors.length], draw));
            if (i % 50 == 0) _check();
            if (i % 25 == 0 || !_handler.hasLeft()) _handler.checkExits();
            if (i % 250 == 0 && i >= least && bytes(_missing(names)).length == 0) break;
        }
        assertTrue(bytes(_missing(names)).length == 0, string.concat("never reached: ", _missing(names)));
        if (!deep) return;
        for (uint256 i = 0; i < names.length; ++i) emit log_named_uint(names[i], _handler.count(names[i]));
    }

    function _missing(string[] memory names) private view returns (string memory) {
        for (uint256 i = 0; i < names.length; ++i) if (_handler.count(names[i]) == 0) return names[i];
        return "";
    }

    function _call(bytes memory call_) private {
        (bool ok, bytes memory reason) = address(_handler).call(call_);
        if (ok) return;
        assembly ("memory-safe") {
            revert(add(reason, 0x20), mload(reason))
        }
    }
}
