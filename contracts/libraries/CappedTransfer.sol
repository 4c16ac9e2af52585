// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title A transfer that gets a fixed amount of gas, no more and no less
/// @notice For a transfer whose failure its transaction has to survive, whoever sends it and with however much gas.
/// @dev OpenZeppelin's SafeERC20.trySafeTransfer was weighed: it gives the token all gas but a 64th, so that a token can leave
/// too little for the rest, and a sender too little for the token.
library CappedTransfer {
    /// @notice What the token gets. Ten times what a usual one needs, and enough where new state costs ten times as much.
    uint256 internal constant GAS = 500_000;
    /// @notice What must be left before the call, so that the token gets all of that (a 64th stays with the caller), and what
    /// is done before and after it is paid for: some storage that is warm, and an event.
    uint256 internal constant GAS_NEEDED = (GAS * 64) / 63 + 60_000;

    /// @notice Transfers and says whether the token did it. Never reverts, and copies no more than a word of what it returns.
    function tryTransfer(IERC20 token, address to, uint256 assets) internal returns (bool done) {
        bytes memory data = abi.encodeCall(IERC20.transfer, (to, assets));
        uint256 size;
        uint256 word;
        assembly ("memory-safe") {
            mstore(0x00, 0)
            done := call(GAS, token, 0, add(data, 0x20), mload(data), 0x00, 0x20)
            size := returndatasize()
            word := mload(0x00)
        }
        if (!done) return false;
        // As SafeERC20 has it: a token may return nothing, but then it has code.
        if (size == 0) return address(token).code.length > 0;
        return word == 1;
    }
}
