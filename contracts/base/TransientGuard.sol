// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A reentrancy guard in transient storage
/// @notice A guarded function can't be called from within a guarded function.
/// @dev OpenZeppelin's ReentrancyGuardTransient in the language instead of assembly: the compiler warns of every `tstore`
/// in assembly, and this project compiles without warnings.
abstract contract TransientGuard {
    /// @dev A whole word, which is read and written without its neighbours.
    uint256 private transient _entered;

    /// @notice Raised when a guarded function is called from within a guarded function.
    error ReentrantCall();

    modifier nonReentrant() {
        _lock();
        _;
        _entered = 0;
    }

    function _lock() private {
        require(_entered == 0, ReentrantCall());
        _entered = 1;
    }
}
