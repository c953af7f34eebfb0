//! The filled example: two third parties, a block with a flat, and one of each kind of record.

use crate::import::folder::FILES;
use crate::import::sheet::Sheet;
use bytes::Bytes;
use std::fmt::Write as _;

/// The files of the example by their path, for a folder on disk or in memory.
#[must_use]
pub fn example() -> Vec<(String, Bytes)> {
    let tables = Sheet::ALL.map(|sheet| {
        (
            sheet.file().to_owned(),
            Bytes::from_static(table(sheet).as_bytes()),
        )
    });
    let mut files = Vec::from(tables);
    let certificate = [
        "Electrical installation condition report",
        "EICR-20931",
        "14 Mill Lane: satisfactory",
    ];
    files.push((
        format!("{FILES}/certificates/eicr-20931.pdf"),
        pdf(&certificate).into(),
    ));
    files.push((format!("{FILES}/photos/board.jpg"), photo().into()));
    files
}

const fn table(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::ThirdParties => {
            "ref,name,type\n\
             A1,Oakline Lettings,letting-agent\n\
             L1,Margaret Dunn,landlord\n"
        }
        Sheet::Subjects => {
            "ref,kind,name,address,postcode,uprn,parent\n\
             B1,block,Copper Court,\"Station Road, Harrogate\",HG1 1AA,,\n\
             P1,property,14 Mill Lane,Harrogate,hg11ab,100050412345,\n\
             P2,unit,\"Flat 3, Copper Court\",\"Station Road, Harrogate\",HG1 1AA,100050412346,B1\n"
        }
        Sheet::Contacts => {
            "ref,third_party,name,email,role,modules_off,sites\n\
             C1,A1,Bea Marsh,bea@oakline.example,bookkeeper,plan,\n\
             C2,A1,Priya Oak,priya@oakline.example,principal,,\n\
             C3,L1,Margaret Dunn,margaret@dunn.example,owner,,\n"
        }
        Sheet::Interests => {
            "ref,third_party,subject,relation,first_day,last_day,share\n\
             N1,A1,P1,manages,01/04/2024,,\n\
             N2,A1,B1,manages,2024-04-01,31/03/2027,\n\
             N3,L1,P1,owns,12/06/2019,,\n\
             N4,L1,B1,holds_share,12/06/2019,,1/4\n"
        }
        Sheet::Jobs => {
            "ref,subject,reference,title,status,raised_on,booked_for,done_on,description,staff_note,standing,\
             addressed_to,raised_by,shared_with\n\
             J1,P1,J-2041,Replace consumer unit,done,02/03/2026,14/03/2026,14/03/2026,\"Board is a 1986 rewireable.\n\
             Tenant works nights: after 2 pm.\",Key safe 1947,,A1,A1,\n\
             J2,P2,J-2042,Tripping shower circuit,open,16/03/2026,,,,,,A1,A1,\n"
        }
        Sheet::Visits => {
            "ref,subject,job,title,status,date,window,engineer,outcome,staff_note,standing,addressed_to,shared_with\n\
             V1,P1,J1,Fit new board,done,14/03/2026,14:00-17:00,Sam Field,Fitted and tested,,,,\n"
        }
        Sheet::Documents => {
            "ref,subject,type,title,number,issued_on,next_due,result,inspector,remarks,file,superseded,staff_note,\
             standing,addressed_to,shared_with\n\
             D1,P1,eicr,Electrical installation condition report,EICR-11706,12/03/2021,12/03/2026,unsatisfactory,\
             Sam Field,C2: no RCD,,,,,,\n\
             D2,P1,eicr,Electrical installation condition report,EICR-20931,14/03/2026,14/03/2031,satisfactory,\
             Sam Field,,certificates/eicr-20931.pdf,,,,,\n"
        }
        Sheet::PhotoSets => {
            "ref,subject,title,taken_on,stage,remarks,staff_note,standing,shared_with\n\
             S1,P1,Consumer unit,14/03/2026,after,Labels renewed,,,\n"
        }
        Sheet::Photos => {
            "photo_set,file,caption,taken_on\n\
             S1,photos/board.jpg,New board,14/03/2026\n"
        }
        Sheet::Invoices => {
            "ref,subject,number,title,purchase_order,issued_on,due_on,draft,chase,addressed_to,staff_note,standing,\
             shared_with\n\
             I1,P1,INV-1180,Replace consumer unit,PO 4471,15/03/2026,14/04/2026,no,reminded,A1,,,\n"
        }
        Sheet::InvoiceLines => {
            "invoice,description,net,vat_rate,state,job\n\
             I1,\"Consumer unit, 10 way\",\"£1,234.50\",20,open,J1\n\
             I1,Goodwill for the late start,-50.00,20%,open,J1\n"
        }
        Sheet::Milestones => {
            "ref,subject,position,title,planned_on,reached_on,description,staff_note,standing\n\
             M1,B1,1,First fix complete,01/05/2026,,\"All cables in, before plaster\",,\n"
        }
        Sheet::StagePayments => {
            "ref,subject,position,title,milestone,amount,retention,due_on,paid_on,addressed_to,staff_note,standing\n\
             G1,B1,1,On first fix,M1,\"£2,400.00\",£120.00,18/05/2026,,L1,,\n"
        }
    }
}

/// A one-page PDF with a few lines of text.
fn pdf(lines: &[&str]) -> Vec<u8> {
    let mut page = String::from("BT /F1 14 Tf 18 TL 60 780 Td\n");
    for line in lines {
        let _ = writeln!(page, "({}) '", line.replace(['(', ')', '\\'], " "));
    }
    page.push_str("ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
         /Resources << /Font << /F1 5 0 R >> >> >>"
            .to_owned(),
        format!("<< /Length {} >>\nstream\n{page}\nendstream", page.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = String::from("%PDF-1.4\n");
    let mut table = String::from("0000000000 65535 f \n");
    for (object, number) in objects.iter().zip(1..) {
        let _ = writeln!(table, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    let trailer = format!("trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    let _ = write!(file, "xref\n0 {size}\n{table}{trailer}");
    file.into_bytes()
}

/// A grey board with two rows of breakers. Empty, and then refused as such, only if it cannot be encoded.
fn photo() -> Vec<u8> {
    let board = image::RgbImage::from_fn(640, 480, |x, y| {
        let breaker = (80..560).contains(&x) && x % 48 > 10 && matches!(y, 120..=200 | 280..=360);
        if breaker {
            image::Rgb([40, 48, 60])
        } else {
            image::Rgb([214, 216, 210])
        }
    });
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90);
    if board.write_with_encoder(encoder).is_err() {
        bytes.clear();
    }
    bytes
}
