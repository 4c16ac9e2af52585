// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title A token that misbehaves as it is told, and knows no permits
contract UnrulyToken is ERC20 {
    /// @notice Token wei that the receiver of each transfer loses.
    uint256 public fee;
    /// @notice Accounts that can neither send nor receive.
    mapping(address account => bool) public isRefused;

    address private _target;
    bytes private _call;

    /// @notice Raised when a refused account sends or receives.
    error Refused(address account);

    constructor() ERC20("Unruly Stake", "UNRULY") {}

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function setFee(uint256 fee_) external {
        fee = fee_;
    }

    function setRefused(address account, bool refused) external {
        isRefused[account] = refused;
    }

    /// @notice Calls `target` in every transfer and fails as the call does; the zero address ends it.
    function setCallback(address target, bytes calldata call) external {
        _target = target;
        _call = call;
    }

    function _update(address from, address to, uint256 value) internal override {
        require(!isRefused[from], Refused(from));
        require(!isRefused[to], Refused(to));
        super._update(from, to, value);
        if (from == address(0)) return;
        if (fee > 0) super._update(to, address(0), fee);
        if (_target != address(0)) Address.functionCall(_target, _call);
    }
}
