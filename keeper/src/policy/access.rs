//! Kinds of access, as a small set.

use core::ops::BitOr;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Access(u8);

impl Access {
    pub const NONE: Access = Access(0);
    /// Content can be read, a directory can be listed.
    pub const CONTENT: Access = Access(1);
    /// The file can be executed.
    pub const EXECUTE: Access = Access(2);
    /// The content of an existing file can be changed.
    pub const CHANGE: Access = Access(4);
    /// Names can be created and removed, attributes changed.
    pub const ALTER: Access = Access(8);
    /// Only this one directory can be listed, nothing below it.
    pub const LIST: Access = Access(16);

    pub const READ: Access = Access(1 | 2);
    pub const WRITE: Access = Access(1 | 2 | 4 | 8);
    pub const DEVICE: Access = Access(1 | 4);

    /// The words of the protocol.
    pub fn from_word(word: &str) -> Option<Access> {
        match word {
            "read" => Some(Access::READ),
            "write" => Some(Access::WRITE),
            "device" => Some(Access::DEVICE),
            "content" => Some(Access::CONTENT),
            "list" => Some(Access::LIST),
            _ => None,
        }
    }

    pub fn includes(self, other: Access) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether it covers a subtree: LIST does not.
    pub fn without_list(self) -> Access {
        Access(self.0 & !16)
    }
}

impl BitOr for Access {
    type Output = Access;

    fn bitor(self, other: Access) -> Access {
        Access(self.0 | other.0)
    }
}
