// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What tournaments must have reached, by the names the handler counts under: what was done, then what was refused
/// and proved deserved.
library Paths {
    /// @notice With a plain token.
    function plain() internal pure returns (string[] memory names) {
        names = _with(_common(), 2);
        names[73] = "bid with a permit";
        names[74] = "bid with a permit used before";
    }

    /// @notice With a token that turns on accounts.
    function hostile() internal pure returns (string[] memory names) {
        names = _with(_common(), 7);
        names[73] = "bid with an allowance instead of a permit";
        names[74] = "the token turns on an account";
        names[75] = "the token refuses the account";
        names[76] = "the token burns all gas";
        names[77] = "sink refuses a flush";
        names[78] = "sink refuses a registration";
        names[79] = "treasury receiver refuses";
    }

    function _with(string[] memory some, uint256 more) private pure returns (string[] memory names) {
        names = new string[](some.length + more);
        for (uint256 i = 0; i < some.length; ++i) names[i] = some[i];
    }

    function _common() private pure returns (string[] memory names) {
        names = new string[](73);
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
        names[14] = "transfer while paused";
        names[15] = "round trip";
        names[16] = "setReserve";
        names[17] = "collectRent";
        names[18] = "sale of a model";
        names[19] = "settle one";
        names[20] = "settle a batch";
        names[21] = "settle more than 16 rounds";
        names[22] = "flushBurned";
        names[23] = "fundTreasury";
        names[24] = "donation";
        names[25] = "expireRound";
        names[26] = "expireRound with a forgotten report";
        names[27] = "recess";
        names[28] = "propose";
        names[29] = "propose with a reserve";
        names[30] = "finalize";
        names[31] = "finalize while paused";
        names[32] = "veto";
        names[33] = "resume by the quorum";
        names[34] = "resume by the governor";
        names[35] = "queueParameters";
        names[36] = "queueParameters while a report is pending";
        names[37] = "queueTreasuryWithdrawal";
        names[38] = "setReporters";
        names[39] = "pause";
        names[40] = "unpause";
        names[41] = "settled with a gain";
        names[42] = "settled with a burn";
        names[43] = "settled with rent";
        names[44] = "settled partly idle";
        names[45] = "settled late";
        names[46] = "Paused";
        names[47] = "BiddingClosed";
        names[48] = "QuietPeriod";
        names[49] = "StakeLocked";
        names[50] = "ReportPending";
        names[51] = "ReportWindowClosed";
        names[52] = "NoReportPending";
        names[53] = "TooEarly";
        names[54] = "TooLate";
        names[55] = "NotInRecess";
        names[56] = "NotSettled";
        names[57] = "NotModelOwner";
        names[58] = "UnknownModel";
        names[59] = "InvalidTick";
        names[60] = "SameTick";
        names[61] = "ZeroAmount";
        names[62] = "PositionBelowMinBid";
        names[63] = "InsufficientBalance";
        names[64] = "InsufficientAllowance";
        names[65] = "TreasuryShort";
        names[66] = "O1: too few signatures";
        names[67] = "O1: a signer twice";
        names[68] = "O1: not a reporter's signature of this report";
        names[69] = "O1: a report of another round";
        names[70] = "O1: a vetoed report";
        names[71] = "O4: a page of somebody else";
        names[72] = "O4: a staked model left out";
    }
}
