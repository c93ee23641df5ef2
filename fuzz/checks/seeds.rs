//! Every seed, and every input that once found something, through its check.

use std::fs;
use std::path::Path;

fn run(target: &str, check: fn(&[u8])) {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz/seeds").join(target);
    let mut count = 0;
    for seed in fs::read_dir(&directory).expect("a directory of seeds") {
        let path = seed.expect("a seed").path();
        println!("{}", path.display());
        check(&fs::read(path).expect("a seed"));
        count += 1;
    }
    assert!(count > 0, "no seeds in {}", directory.display());
}

#[test]
fn orders() {
    run("order", super::order);
}

#[test]
fn resolver() {
    run("resolver", super::resolver);
}

#[test]
fn rules() {
    run("rules", super::rules);
}

#[test]
fn patterns() {
    run("patterns", super::patterns);
}

#[test]
fn foreign() {
    run("foreign", super::foreign);
}
