#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| jailkeeper_keeper::checks::order(bytes));
