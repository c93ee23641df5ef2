//! Sockets. The address is behind a pointer and the socket behind a number, and both can be swapped while we look: so
//! every call is performed by the keeper, on its own copy of the address and its own copy of the socket.

use crate::policy::access::Access;
use crate::policy::rules::Judgement;
use crate::prelude::*;
use crate::supervise::AbstractHolder;
use crate::supervise::request::{Answer, Attempt, Request, Step};
use crate::supervise::resolve::Place;
use crate::supervise::waiting::Reply;
use crate::sys::fd::{OwnedFd, RawFd};
use crate::sys::socket::{self, LONGEST_ADDRESS, Message};
use crate::sys::{Errno, Result, memory};
use crate::syscalls::At;
use core::net::{Ipv4Addr, Ipv6Addr, SocketAddrV4, SocketAddrV6};

/// As much of one message as is copied. A stream takes the rest with the next call.
const LARGEST_MESSAGE: usize = 1 << 20;
const MOST_PARTS: usize = 1024;
const LARGEST_CONTROL: usize = 64 * 1024;
const MOST_MESSAGES: usize = 1024;

/// A path argument that is not one: addresses start at the working directory.
const WORKING_DIRECTORY: At = At { directory: None, path: 0, flags: None };

/// What an address says, shown as `file` of an attempt.
pub fn shown(address: &[u8]) -> Vec<u8> {
    let short = |at: usize| address.get(at..at + 2).map(|two| [two[0], two[1]]);
    let family = short(0).map_or(0, u16::from_ne_bytes);
    let port = short(2).map_or(0, u16::from_be_bytes);
    match i32::from(family) {
        libc::AF_UNIX => match address.get(2) {
            Some(0) => [b"@".as_slice(), &address[3..]].concat(),
            _ => unix_path(address).to_vec(),
        },
        // UDP takes an address without a family for one of IPv4.
        libc::AF_INET | libc::AF_UNSPEC if address.len() >= 8 => {
            let octets: [u8; 4] = address[4..8].try_into().expect("four bytes");
            SocketAddrV4::new(Ipv4Addr::from(octets), port).to_string().into_bytes()
        }
        libc::AF_INET6 if address.len() >= 24 => {
            let octets: [u8; 16] = address[8..24].try_into().expect("sixteen bytes");
            SocketAddrV6::new(Ipv6Addr::from(octets), port, 0, 0).to_string().into_bytes()
        }
        family => family_name(family).into_bytes(),
    }
}

fn family_name(family: i32) -> String {
    match family {
        libc::AF_INET => "inet".into(),
        libc::AF_INET6 => "inet6".into(),
        libc::AF_NETLINK => "netlink".into(),
        libc::AF_PACKET => "packet".into(),
        libc::AF_VSOCK => "vsock".into(),
        libc::AF_ALG => "alg".into(),
        libc::AF_BLUETOOTH => "bluetooth".into(),
        other => format!("family {other}"),
    }
}

fn unix_path(address: &[u8]) -> &[u8] {
    address.get(2..).unwrap_or_default().split(|&byte| byte == 0).next().unwrap_or_default()
}

fn refused(address: &[u8]) -> Answer {
    let shown = shown(address);
    Attempt::on_file("connect", &shown, &shown)
}

const SOCK_TYPE: i32 = 0xf;

fn not_permitted() -> Answer {
    Answer::Fail(Errno(libc::EACCES))
}

/// What a socket may be made for: decided by numbers in registers.
pub fn socket(request: &Request) -> Answer {
    const NETLINK_ROUTE: i32 = 0;
    let network = &request.jail.network;
    let (family, kind, protocol) = (request.int(0), request.int(1) & SOCK_TYPE, request.int(2));
    match family {
        libc::AF_UNIX if network.copies || !request.jail.enforcing => Answer::Proceed,
        // Nothing may be disguised as what can neither be watched nor be told apart. SOCK_RAW is another word for SOCK_DGRAM.
        libc::AF_UNIX if network.allowed || !matches!(kind, libc::SOCK_STREAM | libc::SOCK_SEQPACKET) => {
            not_permitted()
        }
        libc::AF_UNIX => Answer::Proceed,
        libc::AF_INET | libc::AF_INET6 => internet_socket(request, kind, protocol),
        // Routes and addresses of the machine, for getaddrinfo(3). Changing them needs a capability.
        libc::AF_NETLINK if protocol == NETLINK_ROUTE && (network.copies || network.allowed) => Answer::Proceed,
        libc::AF_NETLINK if protocol == NETLINK_ROUTE => Answer::Fail(Errno(libc::EAFNOSUPPORT)),
        other => Attempt::on_file("connect", family_name(other).as_bytes(), b""),
    }
}

fn internet_socket(request: &Request, kind: i32, protocol: i32) -> Answer {
    let network = &request.jail.network;
    if !request.jail.enforcing {
        return Answer::Proceed;
    }
    if kind == libc::SOCK_RAW {
        return Attempt::on_file("connect", b"raw", b"raw");
    }
    if network.allowed {
        return Answer::Proceed;
    }
    match (kind, protocol) {
        // TCP sends to nobody without connect(2), which is refused and reported.
        (libc::SOCK_STREAM, 0 | libc::IPPROTO_TCP) => Answer::Proceed,
        _ if !network.copies => not_permitted(),
        (libc::SOCK_STREAM, libc::IPPROTO_MPTCP) => Answer::Proceed,
        // A send without an address gives it a port, and then it would hear whatever comes there.
        (libc::SOCK_DGRAM, 0 | libc::IPPROTO_UDP | libc::IPPROTO_UDPLITE) if network.deafens => deaf_socket(request),
        (libc::SOCK_DGRAM, 0 | libc::IPPROTO_UDP | libc::IPPROTO_UDPLITE) => Answer::Proceed,
        (libc::SOCK_DGRAM, libc::IPPROTO_ICMP | libc::IPPROTO_ICMPV6) => Answer::Proceed,
        // Other transports (SCTP) have ways to connect that are no connect(2).
        _ => Answer::Fail(Errno(libc::EPROTONOSUPPORT)),
    }
}

/// Programs make sockets to ask about interfaces. This one serves for that; what comes in is thrown away.
fn deaf_socket(request: &Request) -> Answer {
    let kind = request.int(1);
    let made = request.perform(|| socket::make_deaf(request.int(0), kind | libc::SOCK_CLOEXEC, request.int(2)));
    match made {
        Ok(fd) => Answer::Inject { fd, close_on_exec: kind & libc::SOCK_CLOEXEC != 0 },
        Err(errno) => Answer::Fail(errno),
    }
}

/// socketpair(2) of sockets that take an address with each message, although they are connected.
pub fn socket_pair(request: &Request) -> Answer {
    if request.jail.network.copies || !request.jail.enforcing {
        Answer::Proceed
    } else {
        Answer::Fail(Errno(libc::EACCES))
    }
}

/// To join a group is to send to the network who wants to hear what.
pub fn socket_option(request: &Request) -> Answer {
    let internet = matches!(request.int(1), libc::IPPROTO_IP | libc::IPPROTO_IPV6);
    if internet && request.jail.enforcing && !request.jail.network.allowed {
        return Attempt::on_file("connect", b"multicast", b"");
    }
    Answer::Proceed
}

fn copy(request: &Request, fd: i32) -> Step<OwnedFd> {
    if fd < 0 {
        return Err(Answer::Fail(Errno(libc::EBADF)));
    }
    let copied = socket::copy_descriptor(request.caller.process() as i32, fd).map_err(|errno| {
        Answer::Fail(if matches!(errno.0, libc::EBADF | libc::EMFILE) { errno } else { Errno(libc::EACCES) })
    })?;
    request.is_current().map(|()| copied).map_err(Answer::Fail)
}

fn address_at(request: &Request, pointer: u64, length: u64) -> Step<Vec<u8>> {
    // The length is an int: the kernel looks at 32 bits.
    let length = length as u32 as i32;
    if !(2..=LONGEST_ADDRESS as i32).contains(&length) {
        return Err(Answer::Fail(Errno(libc::EINVAL)));
    }
    request.bytes(pointer, length as usize)
}

/// Where a message or a connection may go: the address to use instead, and what must stay open while it is used.
fn destination(request: &Request, socket: RawFd, address: Vec<u8>) -> Step<(Vec<u8>, Option<OwnedFd>)> {
    let domain = socket::domain(socket).map_err(Answer::Fail)?;
    let kind = socket::kind(socket).map_err(Answer::Fail)?;
    destination_of(request, domain, kind, address)
}

/// Likewise, of a socket of this domain and type.
fn destination_of(request: &Request, domain: i32, kind: i32, address: Vec<u8>) -> Step<(Vec<u8>, Option<OwnedFd>)> {
    let network = &request.jail.network;
    let family = i32::from(u16::from_ne_bytes([address[0], address[1]]));
    match domain {
        libc::AF_UNIX if family == libc::AF_UNIX => unix_destination(request, kind, address),
        libc::AF_UNIX => Err(Answer::Fail(Errno(libc::EINVAL))),
        // Of any family: a datagram to an address without one goes where an internet address would lead.
        libc::AF_INET | libc::AF_INET6 if network.allowed || request.may_reach(&shown(&address)) => Ok((address, None)),
        libc::AF_NETLINK => Ok((address, None)),
        _ => Err(refused(&address)),
    }
}

fn unix_destination(request: &Request, kind: i32, address: Vec<u8>) -> Step<(Vec<u8>, Option<OwnedFd>)> {
    if address.len() == 2 {
        return Ok((address, None));
    }
    if address[2] == 0 {
        if request.may_reach(&shown(&address)) {
            return Ok((address, None));
        }
        return match request.jail.network.holder_of_abstract(&request.jail.tree, kind, &address) {
            AbstractHolder::Own(holder) => Ok((address, Some(holder))),
            AbstractHolder::Gone if socket::is_unbound(kind, &address) => Err(Answer::Fail(Errno(libc::ECONNREFUSED))),
            AbstractHolder::Gone | AbstractHolder::Unknown => Err(refused(&address)),
        };
    }
    let path = unix_path(&address).to_vec();
    let base = request.base(WORKING_DIRECTORY, &path)?;
    match request.place(&base, &path, true) {
        Ok(Place::Object(pinned)) => {
            if request.judge(&pinned.path, Access::CHANGE) == Judgement::Refused {
                return Err(Attempt::on_file("connect", &pinned.path, &path));
            }
            let through =
                socket::unix_address(&request.pinned_path(pinned.object.as_raw_fd())).map_err(Answer::Fail)?;
            Ok((through, Some(pinned.object)))
        }
        // Programs look for daemons that are not there.
        Ok(Place::Absent(_)) => Err(Answer::Fail(Errno(libc::ENOENT))),
        Err(nowhere) if nowhere.errno.0 == libc::EACCES => Err(match request.judge(&nowhere.path, Access::CHANGE) {
            Judgement::Refused => Attempt::on_file("connect", &nowhere.path, &path),
            _ => Answer::Fail(nowhere.errno),
        }),
        Err(nowhere) => Err(request.failure(&nowhere)),
    }
}

/// In log mode nothing is refused: an attempt is reported and goes on, the rest goes on unreported.
fn watch_only(request: &Request, pointer: u64, length: u64) -> Step<Answer> {
    if pointer == 0 || request.jail.network.allowed {
        return Ok(Answer::Proceed);
    }
    let address = address_at(request, pointer, length)?;
    let family = i32::from(u16::from_ne_bytes([address[0], address[1]]));
    match family {
        libc::AF_INET | libc::AF_INET6 | libc::AF_VSOCK => Err(refused(&address)),
        // Nothing is held, because nothing is refused: only the path is looked at.
        libc::AF_UNIX => unix_destination(request, libc::SOCK_STREAM, address).map(|_| Answer::Proceed),
        _ => Ok(Answer::Proceed),
    }
}

/// Without copies nothing can be performed: what the policy refuses is an attempt as ever, what it allows fails.
fn without_copies(request: &Request, address: Vec<u8>) -> Step<Answer> {
    let family = i32::from(u16::from_ne_bytes([address[0], address[1]]));
    if family != libc::AF_UNSPEC {
        // Of unix sockets there are only streams here.
        destination_of(request, family, libc::SOCK_STREAM, address)?;
    }
    Ok(Answer::Fail(Errno(libc::EACCES)))
}

pub fn connect(request: &Request) -> Step<Answer> {
    let network = &request.jail.network;
    if !request.jail.enforcing {
        return watch_only(request, request.argument(1), request.argument(2));
    }
    let address = address_at(request, request.argument(1), request.argument(2))?;
    if !network.copies {
        return if network.allowed { Ok(Answer::Proceed) } else { without_copies(request, address) };
    }
    let target = copy(request, request.int(0))?;
    let fd = target.as_raw_fd();
    // Without a family it ends a connection.
    let is_end = i32::from(u16::from_ne_bytes([address[0], address[1]])) == libc::AF_UNSPEC;
    let (address, held) = if is_end { (address, None) } else { destination(request, fd, address)? };
    let act = move || {
        let outcome = socket::connect(target.as_raw_fd(), &address).map(|()| 0);
        drop(held);
        outcome
    };
    run(request, socket::is_blocking(fd) && socket::kind(fd) == Ok(libc::SOCK_STREAM), act)
}

/// At once if it cannot wait and needs nobody else's identity, otherwise in a thread.
fn run(request: &Request, waits: bool, act: impl FnOnce() -> Result<i64> + Send + 'static) -> Step<Answer> {
    let credentials = request.credentials().map_err(Answer::Fail)?;
    request.reach().map_err(Answer::Fail)?;
    if waits || !request.jail.own.is(credentials) {
        let id = request.notification.id;
        return Ok(request.jail.waiting.later(id, credentials, move || act().map(Reply::Value)));
    }
    Ok(match act() {
        Ok(value) => Answer::Succeed(value),
        Err(errno) => Answer::Fail(errno),
    })
}

pub fn bind(request: &Request) -> Step<Answer> {
    let network = &request.jail.network;
    let address = address_at(request, request.argument(1), request.argument(2))?;
    let family = i32::from(u16::from_ne_bytes([address[0], address[1]]));
    let is_path = family == libc::AF_UNIX && address.len() > 2 && address[2] != 0;
    if !request.jail.enforcing {
        return if is_path {
            bind_path(request, None, address)
        } else {
            watch_only(request, request.argument(1), request.argument(2))
        };
    }
    if !network.copies {
        // Landlock judges the path; a port is of no use to whoever may not listen.
        return match family {
            libc::AF_UNIX if is_path => bind_path(request, None, address),
            libc::AF_UNIX => Ok(Answer::Proceed),
            _ if network.allowed => Ok(Answer::Proceed),
            _ => without_copies(request, address),
        };
    }
    let target = copy(request, request.int(0))?;
    let fd = target.as_raw_fd();
    match socket::domain(fd).map_err(Answer::Fail)? {
        libc::AF_UNIX if is_path => bind_path(request, Some(target), address),
        libc::AF_UNIX => {
            let outcome = socket::bind(fd, &address);
            Ok(Answer::of(match outcome {
                Ok(()) if address.len() > 2 => network.bound_abstract(fd, &address),
                outcome => outcome,
            }))
        }
        libc::AF_NETLINK => Ok(Answer::of(socket::bind(fd, &address))),
        libc::AF_INET | libc::AF_INET6 if network.allowed || request.may_reach(&shown(&address)) => {
            run(request, false, move || socket::bind(target.as_raw_fd(), &address).map(|()| 0))
        }
        _ => Err(refused(&address)),
    }
}

fn bind_path(request: &Request, target: Option<OwnedFd>, address: Vec<u8>) -> Step<Answer> {
    let path = unix_path(&address).to_vec();
    let base = request.base(WORKING_DIRECTORY, &path)?;
    let named = match request.name(&base, &path) {
        Ok(Some(named)) => named,
        Ok(None) => return Ok(Answer::Fail(Errno(libc::EADDRINUSE))),
        Err(nowhere) => {
            return Ok(match request.judge(&nowhere.path, Access::ALTER) {
                Judgement::Refused => Attempt::on_file("write", &nowhere.path, &path),
                _ => Answer::Fail(nowhere.errno),
            });
        }
    };
    let judgement = request.judge(&named.path, Access::ALTER);
    let Some(target) = target else {
        return Ok(match judgement {
            Judgement::Refused => Attempt::on_file("write", &named.path, &path),
            Judgement::Granted => Answer::Proceed,
            Judgement::Performed => Answer::Fail(Errno(libc::EACCES)),
        });
    };
    match judgement {
        Judgement::Refused => Ok(Attempt::on_file("write", &named.path, &path)),
        Judgement::Performed => {
            let through = [request.pinned_path(named.parent.as_raw_fd()).as_slice(), b"/", &named.name].concat();
            let outcome = request.perform(|| socket::bind(target.as_raw_fd(), &socket::unix_address(&through)?));
            Ok(Answer::of(outcome))
        }
        Judgement::Granted => {
            // With the name as it was written, so that getsockname(2) shows it: in a thread that Landlock holds to the
            // jail's own domain, wherever the name leads by now.
            let directory = request.jail.resolver.directory(&request.caller, libc::AT_FDCWD).map_err(Answer::Fail)?;
            let network = &request.jail.network;
            let Some(ruleset) = &network.ruleset else { return Ok(Answer::Fail(Errno(libc::EACCES))) };
            let outcome = request.perform(|| {
                request.jail.waiting.apart(|| {
                    ruleset.restrict_self()?;
                    socket::enter_directory(directory.as_raw_fd())?;
                    socket::bind(target.as_raw_fd(), &address)
                })?
            });
            Ok(Answer::of(outcome))
        }
    }
}

pub fn listen(request: &Request) -> Step<Answer> {
    let network = &request.jail.network;
    if !request.jail.enforcing {
        return Ok(Answer::Proceed);
    }
    if !network.copies {
        // Whether it is an internet socket cannot be told for certain.
        return Ok(if network.allowed { Answer::Proceed } else { Answer::Fail(Errno(libc::EACCES)) });
    }
    let target = copy(request, request.int(0))?;
    let domain = socket::domain(target.as_raw_fd()).map_err(Answer::Fail)?;
    if domain != libc::AF_UNIX && !network.allowed && !request.may_reach(family_name(domain).as_bytes()) {
        return Ok(Attempt::on_file("connect", family_name(domain).as_bytes(), b"listen"));
    }
    let backlog = request.int(1);
    run(request, false, move || socket::listen(target.as_raw_fd(), backlog).map(|()| 0))
}

pub fn send_to(request: &Request) -> Step<Answer> {
    let (pointer, length) = (request.argument(4), request.argument(5));
    if !request.jail.enforcing {
        return watch_only(request, pointer, length);
    }
    if !request.jail.network.copies && request.jail.network.allowed {
        return Ok(Answer::Proceed);
    }
    if !request.jail.network.copies {
        return without_copies(request, address_at(request, pointer, length)?);
    }
    let address = if length as u32 == 0 { Vec::new() } else { address_at(request, pointer, length)? };
    let size = request.argument(2) as usize;
    if size > LARGEST_MESSAGE {
        return Ok(Answer::Fail(Errno(libc::EMSGSIZE)));
    }
    let content = if size == 0 { Vec::new() } else { request.bytes(request.argument(1), size)? };
    let message = Message { address, content, control: Vec::new() };
    deliver(request, message, Vec::new(), request.int(3))
}

/// MSG_ZEROCOPY would send the keeper's pages, some time later, with whatever is in them by then. ENOBUFS makes programs
/// send without it, as they must be ready to (Documentation/networking/msg_zerocopy.rst).
fn copying(socket: RawFd, flags: i32) -> Step<i32> {
    if flags & libc::MSG_ZEROCOPY != 0 && socket::sends_pages(socket) {
        return Err(Answer::Fail(Errno(libc::ENOBUFS)));
    }
    Ok(flags & !libc::MSG_ZEROCOPY)
}

/// Sends a message whose parts are all our own copies by now.
fn deliver(request: &Request, mut message: Message, mut held: Vec<OwnedFd>, flags: i32) -> Step<Answer> {
    let target = copy(request, request.int(0))?;
    let fd = target.as_raw_fd();
    let flags = copying(fd, flags)?;
    if !message.address.is_empty() {
        let (address, object) = destination(request, fd, message.address)?;
        message.address = address;
        held.extend(object);
    }
    let patient = socket::is_blocking(fd) && flags & libc::MSG_DONTWAIT == 0;
    let act = move || {
        let outcome = socket::send(target.as_raw_fd(), &message, flags).map(|count| count as i64);
        drop(held);
        outcome
    };
    run(request, patient, act)
}

/// The fields of struct msghdr that sending needs (x86-64).
struct Header {
    address: Vec<u8>,
    content: Vec<u8>,
    control: Vec<u8>,
    held: Vec<OwnedFd>,
}

const HEADER: usize = 56;

fn field(header: &[u8], at: usize) -> u64 {
    u64::from_ne_bytes(header[at..at + 8].try_into().expect("eight bytes"))
}

/// Where the message goes; empty where it does not say.
fn address_of(request: &Request, header: &[u8]) -> Step<Vec<u8>> {
    let (name, name_length) = (field(header, 0), field(header, 8) as u32);
    if name == 0 || name_length == 0 { Ok(Vec::new()) } else { address_at(request, name, name_length.into()) }
}

fn header_at(request: &Request, pointer: u64) -> Step<Header> {
    let bytes = request.bytes(pointer, HEADER)?;
    let address = address_of(request, &bytes)?;
    let field = |at: usize| field(&bytes, at);
    let (parts, part_count) = (field(16), field(24) as usize);
    let (control, control_length) = (field(32), field(40) as usize);
    if part_count > MOST_PARTS || control_length > LARGEST_CONTROL {
        return Err(Answer::Fail(Errno(libc::EMSGSIZE)));
    }
    let table = if part_count == 0 { Vec::new() } else { request.bytes(parts, part_count * 16)? };
    let mut content = Vec::new();
    for part in table.chunks_exact(16) {
        let start = u64::from_ne_bytes(part[..8].try_into().expect("eight bytes"));
        let length = u64::from_ne_bytes(part[8..].try_into().expect("eight bytes")) as usize;
        let room = LARGEST_MESSAGE - content.len();
        if length.min(room) > 0 {
            content.extend(request.bytes(start, length.min(room))?);
        }
    }
    let control =
        if control == 0 || control_length == 0 { Vec::new() } else { request.bytes(control, control_length)? };
    let (control, held) = translate(request, control)?;
    Ok(Header { address, content, control, held })
}

/// Replaces descriptors in control messages (cmsg(3)) by copies of our own.
fn translate(request: &Request, mut control: Vec<u8>) -> Step<(Vec<u8>, Vec<OwnedFd>)> {
    const CMSG_HEADER: usize = 16;
    let mut held = Vec::new();
    let mut at = 0;
    while at + CMSG_HEADER <= control.len() {
        let length = u64::from_ne_bytes(control[at..at + 8].try_into().expect("eight bytes")) as usize;
        let int = |from: usize| i32::from_ne_bytes(control[from..from + 4].try_into().expect("four bytes"));
        let (level, kind) = (int(at + 8), int(at + 12));
        if length < CMSG_HEADER || length > control.len() - at {
            return Err(Answer::Fail(Errno(libc::EINVAL)));
        }
        match (level, kind) {
            (libc::SOL_SOCKET, libc::SCM_RIGHTS) => {
                for place in (at + CMSG_HEADER..at + length).step_by(4).filter(|place| place + 4 <= at + length) {
                    let fd = i32::from_ne_bytes(control[place..place + 4].try_into().expect("four bytes"));
                    let own = copy(request, fd)?;
                    control[place..place + 4].copy_from_slice(&own.as_raw_fd().to_ne_bytes());
                    held.push(own);
                }
            }
            // They would be the keeper's credentials; a receiver that asks gets those of the sending process anyway.
            (libc::SOL_SOCKET, libc::SCM_CREDENTIALS) => return Err(Answer::Fail(Errno(libc::EPERM))),
            _ => {}
        }
        at += length.next_multiple_of(8);
    }
    Ok((control, held))
}

/// No socket that takes an address with a message was made here, unless the internet is allowed: only MSG_FASTOPEN connects.
fn message_without_copies(request: &Request, flags: i32) -> Answer {
    if flags & libc::MSG_FASTOPEN != 0 && !request.jail.network.allowed {
        return Answer::Fail(Errno(libc::EACCES));
    }
    Answer::Proceed
}

pub fn send_message(request: &Request) -> Step<Answer> {
    if !request.jail.enforcing {
        let header = request.bytes(request.argument(1), HEADER)?;
        return watch_only(request, field(&header, 0), field(&header, 8) as u32 as u64);
    }
    if !request.jail.network.copies {
        return Ok(message_without_copies(request, request.int(2)));
    }
    let Header { address, content, control, held } = header_at(request, request.argument(1))?;
    deliver(request, Message { address, content, control }, held, request.int(2))
}

/// Whether nothing of a batch must be refused: then all of it is, and not after the first messages have been sent, which
/// nobody would be told. A message that fails ends the batch, as it does natively. Returns the addresses.
fn judge_batch(request: &Request, socket: RawFd, entries: impl Iterator<Item = u64>) -> Step<Vec<Vec<u8>>> {
    let mut addresses = Vec::new();
    for entry in entries {
        let judged = request.bytes(entry, HEADER).and_then(|header| address_of(request, &header)).and_then(|address| {
            if !address.is_empty() {
                destination(request, socket, address.clone())?;
            }
            Ok(address)
        });
        match judged {
            Ok(address) => addresses.push(address),
            Err(Answer::Fail(_)) => break,
            Err(refused) => return Err(refused),
        }
    }
    Ok(addresses)
}

/// sendmmsg(2): several messages, each judged by itself; the first one that fails ends it.
pub fn send_messages(request: &Request) -> Step<Answer> {
    /// struct mmsghdr: a msghdr, then how much of it was sent.
    const ENTRY: u64 = 64;
    if !request.jail.enforcing {
        return Ok(Answer::Proceed);
    }
    if !request.jail.network.copies {
        return Ok(message_without_copies(request, request.int(3)));
    }
    let count = (request.argument(2) as u32 as usize).min(MOST_MESSAGES);
    let target = copy(request, request.int(0))?;
    let fd = target.as_raw_fd();
    // Never waits: a full queue ends the batch, as it may.
    let flags = copying(fd, request.int(3))? | libc::MSG_DONTWAIT;
    let entries = (0..count).map(|index| request.argument(1).wrapping_add(ENTRY * index as u64));
    let addresses = judge_batch(request, fd, entries.clone())?;
    let mut sent = 0;
    for (index, entry) in entries.enumerate() {
        let one = header_at(request, entry).and_then(|header| {
            // The address that was judged, whatever stands there now.
            let address = addresses.get(index).cloned().unwrap_or(header.address);
            let (address, _held) =
                if address.is_empty() { (Vec::new(), None) } else { destination(request, fd, address)? };
            let message = Message { address, content: header.content, control: header.control };
            let length = request.perform(|| socket::send(fd, &message, flags)).map_err(Answer::Fail)?;
            let _ = memory::write(request.notification.pid, entry + 56, &(length as u32).to_ne_bytes());
            Ok(())
        });
        match one {
            Ok(()) => sent += 1,
            Err(Answer::Fail(_)) if sent > 0 => break,
            Err(answer) => return Ok(answer),
        }
    }
    Ok(Answer::Succeed(sent))
}
