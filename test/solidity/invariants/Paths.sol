// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What tournaments must have reached, by the names the handler counts under: what was done, then what was refused
/// and proved deserved.
library Paths {
    /// @notice With a plain token.
    function plain() internal pure returns (string[] memory names) {
        names = _with(_common(), 2);
        names[71] = "bid with a permit";
        names[72] = "bid with a permit used before";
    }

    /// @notice With a token that turns on accounts.
    function hostile() internal pure returns (string[] memory names) {
        names = _with(_common(), 3);
        names[71] = "bid with an allowance instead of a permit";
        names[72] = "the token turns on an account";
        names[73] = "the token refuses the account";
    }

    function _with(string[] memory some, uint256 more) private pure returns (string[] memory names) {
        names = new string[](some.length + more);
        for (uint256 i = 0; i < some.length; ++i) names[i] = some[i];
    }

    function _common() private pure returns (string[] memory names) {
        names = new string[](71);
        names[0] = "register";
        names[1] = "clock";
        names[2] = "season";
        names[3] = "bid";
        names[4] = "bid in the quiet period";
        names[5] = "withdraw";
        names[6] = "withdraw for another";
        names[7] = "withdraw idle stake from a frozen book";
        names[8] = "withdraw in recess";
        names[9] = "withdraw while paused";
        names[10] = "move";
        names[11] = "raise in the quiet period";
        names[12] = "move among idle ticks";
        names[13] = "transfer of a position";
        names[14] = "round trip";
        names[15] = "setReserve";
        names[16] = "collectRent";
        names[17] = "sale of a model";
        names[18] = "settle one";
        names[19] = "settle a batch";
        names[20] = "settle more than 16 rounds";
        names[21] = "flushBurned";
        names[22] = "fundTreasury";
        names[23] = "donation";
        names[24] = "expireRound";
        names[25] = "expireRound with a forgotten report";
        names[26] = "recess";
        names[27] = "propose";
        names[28] = "propose with a reserve";
        names[29] = "finalize";
        names[30] = "veto";
        names[31] = "resume by the quorum";
        names[32] = "resume by the governor";
        names[33] = "queueParameters";
        names[34] = "queueParameters while a report is pending";
        names[35] = "queueTreasuryWithdrawal";
        names[36] = "setReporters";
        names[37] = "pause";
        names[38] = "unpause";
        names[39] = "settled with a gain";
        names[40] = "settled with a burn";
        names[41] = "settled with rent";
        names[42] = "settled partly idle";
        names[43] = "settled late";
        names[44] = "Paused";
        names[45] = "BiddingClosed";
        names[46] = "QuietPeriod";
        names[47] = "StakeLocked";
        names[48] = "ReportPending";
        names[49] = "ReportWindowClosed";
        names[50] = "NoReportPending";
        names[51] = "TooEarly";
        names[52] = "TooLate";
        names[53] = "NotInRecess";
        names[54] = "NotSettled";
        names[55] = "NotModelOwner";
        names[56] = "UnknownModel";
        names[57] = "InvalidTick";
        names[58] = "SameTick";
        names[59] = "ZeroAmount";
        names[60] = "PositionBelowMinBid";
        names[61] = "InsufficientBalance";
        names[62] = "InsufficientAllowance";
        names[63] = "TreasuryShort";
        names[64] = "O1: too few signatures";
        names[65] = "O1: a signer twice";
        names[66] = "O1: not a reporter's signature of this report";
        names[67] = "O1: a report of another round";
        names[68] = "O1: a vetoed report";
        names[69] = "O4: a page of somebody else";
        names[70] = "O4: a staked model left out";
    }
}
