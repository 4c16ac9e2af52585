// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @notice What tournaments must have reached, by the names the handler counts under: what was done, then what was refused
/// and proved deserved.
library Paths {
    /// @notice With a plain token.
    function plain() internal pure returns (string[] memory names) {
        names = _with(_common(), 2);
        names[91] = "bid with a permit";
        names[92] = "bid with a permit used before";
    }

    /// @notice With a token that turns on accounts.
    function hostile() internal pure returns (string[] memory names) {
        names = _with(_common(), 7);
        names[91] = "bid with an allowance instead of a permit";
        names[92] = "the token turns on an account";
        names[93] = "the token refuses the account";
        names[94] = "the token burns all gas";
        names[95] = "sink refuses a flush";
        names[96] = "sink refuses a registration";
        names[97] = "treasury receiver refuses";
    }

    function _with(string[] memory some, uint256 more) private pure returns (string[] memory names) {
        names = new string[](some.length + more);
        for (uint256 i = 0; i < some.length; ++i) names[i] = some[i];
    }

    function _common() private pure returns (string[] memory names) {
        names = new string[](91);
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
        names[46] = "left from Bidding";
        names[47] = "left from Quiet";
        names[48] = "left from Live";
        names[49] = "left from Reporting";
        names[50] = "left from Pending";
        names[51] = "left from Overdue";
        names[52] = "left from Recess";
        names[53] = "left after settling";
        names[54] = "Paused";
        names[55] = "BiddingClosed";
        names[56] = "QuietPeriod";
        names[57] = "StakeLocked";
        names[58] = "ReportPending";
        names[59] = "ReportWindowClosed";
        names[60] = "NoReportPending";
        names[61] = "TooEarly";
        names[62] = "TooLate";
        names[63] = "NotInRecess";
        names[64] = "NotSettled";
        names[65] = "NotModelOwner";
        names[66] = "UnknownModel";
        names[67] = "InvalidTick";
        names[68] = "SameTick";
        names[69] = "ZeroAmount";
        names[70] = "PositionBelowMinBid";
        names[71] = "InsufficientBalance";
        names[72] = "InsufficientAllowance";
        names[73] = "TreasuryShort";
        names[74] = "O1: too few signatures";
        names[75] = "O1: a signer twice";
        names[76] = "O1: not a reporter's signature of this report";
        names[77] = "O1: a report of another round";
        names[78] = "O1: a vetoed report";
        names[79] = "O4: a page of somebody else";
        names[80] = "O4: a staked model left out";
        names[81] = "accept";
        names[82] = "new reporters take over";
        names[83] = "N1: a name that is taken";
        names[84] = "AlreadyAccepted";
        names[85] = "NotRegistered";
        names[86] = "NotTheOwner";
        names[87] = "RoundNotSealed";
        names[88] = "O1: submissions that were not sealed";
        names[89] = "a veto of another report";
        names[90] = "RegistrationPaused";
    }
}
