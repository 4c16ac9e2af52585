// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Test} from "../helpers/Test.sol";
import {Handler} from "./Handler.sol";

/// @notice Random tournaments, held against the invariants after every call. What each settlement moved is held against the
/// book its round froze inside the handler (T1, T3, O2, O3, L1), as is every refusal (S4, E3, O1).
contract StakeSpaceInvariants is Test {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    Handler private _handler;

    function setUp() external {
        _handler = new Handler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        bytes4[] memory selectors = new bytes4[](9);
        selectors[0] = _handler.stakers.selector;
        selectors[1] = _handler.stakers.selector;
        selectors[2] = _handler.owners.selector;
        selectors[3] = _handler.keepers.selector;
        selectors[4] = _handler.reporters.selector;
        selectors[5] = _handler.reporters.selector;
        selectors[6] = _handler.governance.selector;
        selectors[7] = _handler.clock.selector;
        selectors[8] = _handler.clock.selector;
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_handler), selectors);
    }

    function invariant_S1_S3_S4_C1_C3_everyWeiIsOwedOnce() external {
        _handler.checkMoney();
    }

    function invariant_A1_A2_A3_S2_L1_L2_L3_booksAndLimits() external view {
        _handler.checkBooks();
    }

    function invariant_E2_T1_T3_T4_O1_O2_O3_E3_settlementsRefusalsAndViews() external view {
        _handler.checkViews(uint256(keccak256(abi.encode(block.timestamp))));
    }

    /// @dev E1 at the end of every run; then what the run has to have reached.
    function afterInvariant() external {
        (uint256 calls, uint256 waited) = _handler.everybodyLeaves();
        emit log_named_uint("calls", calls);
        emit log_named_uint("waited", waited);
        string[] memory names = _handler.countedNames();
        for (uint256 i = 0; i < names.length; ++i) emit log_named_uint(names[i], _handler.count(names[i]));
    }
}
