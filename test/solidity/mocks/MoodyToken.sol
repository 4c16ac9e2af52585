// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A token with every habit a plain ERC-20 does not have
/// @notice It answers false instead of failing, reverts or burns all gas for an account, takes a fee, and changes balances
/// by itself.
contract MoodyToken {
    enum Mood {
        Plain,
        AnswersFalse,
        Reverts,
        BurnsGas
    }

    mapping(address account => Mood) public moods;
    mapping(address account => mapping(address spender => uint256)) public allowance;
    uint256 public feePercent;

    /// @dev Balances are this many hundredths of what was booked.
    uint256 private _scale = 100;
    mapping(address account => uint256) private _booked;

    function mint(address to, uint256 amount) external {
        _booked[to] += (amount * 100) / _scale;
    }

    function setMood(address account, Mood mood) external {
        moods[account] = mood;
    }

    function setFeePercent(uint256 percent) external {
        feePercent = percent;
    }

    /// @notice Multiplies every balance.
    function rebase(uint256 percent) external {
        _scale = (_scale * percent) / 100;
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        return _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        allowance[from][msg.sender] -= amount;
        return _move(from, to, amount);
    }

    function balanceOf(address account) external view returns (uint256) {
        return (_booked[account] * _scale) / 100;
    }

    function _move(address from, address to, uint256 amount) private returns (bool) {
        Mood mood = moods[from];
        if (mood == Mood.Plain) mood = moods[to];
        if (mood == Mood.AnswersFalse) return false;
        if (mood == Mood.Reverts) revert("moody");
        if (mood == Mood.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        uint256 booked = (amount * 100) / _scale;
        _booked[from] -= booked;
        _booked[to] += booked - (booked * feePercent) / 100;
        return true;
    }
}
