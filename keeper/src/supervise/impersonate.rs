//! Performing a call as the target would: with its ids, groups, capabilities and umask, never with more.

use super::caller::Credentials;
use crate::prelude::*;
use crate::sys::{Result, bare, capability};

/// What the keeper itself runs with.
pub struct Own {
    user: u32,
    group: u32,
    groups: Vec<u32>,
    sets: capability::Sets,
}

/// Takes on the caller's ids, groups and capabilities, as far as they are the thread's own, for as long as it lives: also
/// what a peer is told of it (SO_PEERCRED).
pub fn become_caller(credentials: &Credentials) -> Result<()> {
    let (user, group) = capability::effective_ids();
    if capability::groups()? != credentials.groups {
        capability::set_groups(&credentials.groups)?;
    }
    if (user, group) != (credentials.user, credentials.group) {
        capability::become_user(credentials.user, credentials.group)?;
    }
    let left = capability::get()?;
    if left.permitted & !credentials.effective_capabilities != 0 {
        let kept = left.permitted & credentials.effective_capabilities;
        capability::set(capability::Sets { effective: kept, permitted: kept, inheritable: 0 })?;
    }
    Ok(())
}

impl Own {
    pub fn new() -> Result<Own> {
        let (user, group) = capability::effective_ids();
        Ok(Own { user, group, groups: capability::groups()?, sets: capability::get()? })
    }

    /// Whether the keeper itself has no other rights than this.
    pub fn is(&self, credentials: &Credentials) -> bool {
        self.has_ids_of(credentials) && self.sets.effective & !credentials.effective_capabilities == 0
    }

    fn has_ids_of(&self, credentials: &Credentials) -> bool {
        (self.user, self.group) == (credentials.user, credentials.group) && self.groups == credentials.groups
    }

    /// Without capabilities it cannot be more than any of its descendants.
    pub fn is_ordinary(&self) -> bool {
        self.sets.effective == 0
    }

    /// Runs `action` with the caller's credentials. Fails without running it when they cannot be taken on.
    pub fn act_as<T>(&self, credentials: &Credentials, action: impl FnOnce() -> Result<T>) -> Result<T> {
        let same_ids = self.has_ids_of(credentials);
        let wanted = self.sets.effective & credentials.effective_capabilities;
        let before = bare::set_umask(credentials.umask);
        let outcome = self.enter(credentials, same_ids, wanted).and_then(|()| action());
        bare::set_umask(before);
        self.leave(same_ids, wanted)?;
        outcome
    }

    fn enter(&self, credentials: &Credentials, same_ids: bool, wanted: u64) -> Result<()> {
        if !same_ids {
            let groups = (self.groups != credentials.groups).then_some(credentials.groups.as_slice());
            capability::set_file_system_ids(credentials.user, credentials.group, groups)?;
        }
        if !same_ids || wanted != self.sets.effective {
            // Changing ids already took some away; what the target has not got must go as well.
            capability::set(capability::Sets { effective: wanted, ..self.sets })?;
        }
        Ok(())
    }

    fn leave(&self, same_ids: bool, wanted: u64) -> Result<()> {
        if !same_ids || wanted != self.sets.effective {
            capability::set(self.sets)?;
        }
        if !same_ids {
            capability::set_file_system_ids(self.user, self.group, Some(&self.groups))
                .or_else(|_| capability::set_file_system_ids(self.user, self.group, None))?;
        }
        Ok(())
    }
}
